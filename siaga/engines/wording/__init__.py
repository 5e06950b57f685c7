"""Wordings of one passage by several hands: merged sentence by sentence, so that nobody's sentence is lost.

merged = merge(base, ours, theirs)       # merged.text, merged.clash
differences(old, new)                    # for a reader: what was kept, added, taken out
"""

from siaga.engines.wording.difference import Piece, differences
from siaga.engines.wording.merge import Merged, merge
from siaga.engines.wording.sentences import sentences

__all__ = ["Merged", "Piece", "differences", "merge", "sentences"]
