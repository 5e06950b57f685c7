"""Where pixels are touched: one process beside the server, with limits of time and memory, that looks at
photos and reads forms. The server itself never decodes a picture of a stranger.

    seen = examine(content, sheet)        # one photo as it arrives; raises Unreadable, Busy
    read = read_form(paths, sheet, …)     # the photos of one submission; raises Busy
"""

from siaga.desks.results.darkroom.desk import Busy, Unreadable, examine, read_form
from siaga.desks.results.darkroom.plain import FormRead, Glance, Sheet, alike, same_hand

__all__ = ["Busy", "FormRead", "Glance", "Sheet", "Unreadable", "alike", "examine", "read_form", "same_hand"]
