"""Cards to print and hand over: one invitation each, eight on a sheet of A4, set by typst."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import segno
import typst
from django.utils.translation import gettext as _

from siaga.desks.offices.services.invitations import Issued
from siaga.web.templatetags.siaga import local_time

TEMPLATE = Path(__file__).resolve().parent / "templates" / "offices" / "cards.typ"


def sheet(issued: Iterable[Issued], link: Callable[[str], str]) -> bytes:
    """The cards as PDF. `link` makes the address of a token. The only copy of the tokens: nothing is kept."""
    words = {
        "title": _("Invitation"),
        "until": _("Good once, until"),
        "how": _("Scan the code with your telephone, then choose a username and a password."),
        "waits": _("Works after a second person has approved it."),
        "key": _("Whoever holds this card can take this role: keep it like a key."),
    }
    data = {"words": words, "cards": [card(one, link) for one in issued]}
    return bytes(typst.compile(str(TEMPLATE), sys_inputs={"data": json.dumps(data, ensure_ascii=False)}))


def card(issued: Issued, link: Callable[[str], str]) -> dict[str, Any]:
    """What is printed on one card, as plain data."""
    invitation, address = issued.invitation, link(issued.token)
    return {
        "name": invitation.full_name,
        "role": str(invitation.get_role_display()),
        "body": str(invitation.institution),
        "place": _place(invitation),
        "until": local_time(invitation.expires_at),
        "waits": invitation.needs_approval,
        "link": address,
        "code": _square(address),
    }


def _place(invitation: Any) -> str:
    where = f"{invitation.region.name} ({invitation.place})"
    station = invitation.station_code
    return f"TPS {station[-3:]}, {where}" if station else where


def _square(text: str) -> str:
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", border=0, xmldecl=False, svgns=True)
    return out.getvalue().decode()
