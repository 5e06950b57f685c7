"""A count night to practise on: which form comes in when, and what goes wrong with which.

for beat in script(forms, supervised={"1872011001001"}, seed="1"): play(beat)
"""

from siaga.engines.rehearsal.script import Act, Beat, Form, script

__all__ = ["Act", "Beat", "Form", "script"]
