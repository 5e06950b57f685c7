"""Where people want to be called: only ways that the house allows, and never into its own network.

A channel is an address of Apprise. It may hold a password or a token: it is shown masked, and no log, trail
or message ever repeats it.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from datetime import time
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from apprise import Apprise, NotifyBase, NotifyFormat, NotifyType
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siaga.desks.meetings.errors import NotNow, Refused
from siaga.desks.meetings.models import Channel
from siaga.desks.offices.models import User
from siaga.desks.trail.services import record

MOST = 5
"""Open channels of one person."""
_MAIL = frozenset({"from", "to", "name", "user", "pass", "smtp", "mode"})
_NUMBERS = frozenset({"from", "to"})
OPTIONS = {
    "mailto": _MAIL,
    "mailtos": _MAIL,
    "tgram": frozenset({"to", "thread"}),
    "whatsapp": _NUMBERS | {"template"},
}
"""What an address may say after its question mark, by its scheme; of any other scheme the numbers alone. The
rest of Apprise's options read files, open other addresses or turn checks of certificates off. A word that is
harmless in one scheme is not in another: ``template`` names a text that WhatsApp keeps, but for Telegram a
file of this machine, which would be sent to whoever asks.
"""
SHORT = frozenset({"twilio", "vonage", "nexmo"})
"""Ways that pay by the letter: they are told numbers, not lists."""


class Notifier(Protocol):
    """Something that brings a message to an address; True when the far side took it."""

    def deliver(self, address: str, title: str, body: str) -> bool: ...


class ByApprise:
    """The real one. Raises nothing: what goes wrong on the far side is a message that was not taken."""

    def deliver(self, address: str, title: str, body: str) -> bool:
        try:
            service = checked(address)
        except Refused:
            return False
        way = Apprise()
        way.add(service)
        return bool(
            way.notify(body=body, title=title, notify_type=NotifyType.INFO, body_format=NotifyFormat.TEXT)
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """A channel as a person asks for it."""

    label: str
    address: str
    quiet_from: time
    quiet_until: time
    urgent_breaks_quiet: bool = False


@transaction.atomic
def add_channel(by: User, wish: Wish) -> Channel:
    """Open a channel for the person themselves. Raises Refused with what is wrong with the address."""
    checked(wish.address)
    if by.channels.filter(closed_at=None).count() >= MOST:
        raise Refused(_("You have %(n)d channels already. Close one first.") % {"n": MOST})
    channel = Channel.objects.create(
        user=by,
        label=wish.label,
        address=wish.address,
        quiet_from=wish.quiet_from,
        quiet_until=wish.quiet_until,
        urgent_breaks_quiet=wish.urgent_breaks_quiet,
    )
    record("channel.added", channel, after={"scheme": scheme_of(wish.address)})
    return channel


@transaction.atomic
def close_channel(by: User, pk: int) -> Channel:
    """Close one's own channel for good. Raises NotNow when it is closed, or somebody else's."""
    channel = Channel.objects.select_for_update().filter(user=by, closed_at=None, pk=pk).first()
    if channel is None:
        raise NotNow
    channel.closed_at = timezone.now()
    channel.save(update_fields=["closed_at"])
    record("channel.closed", channel, after={"scheme": scheme_of(channel.address)})
    return channel


def try_channel(by: User, pk: int, notifier: Notifier) -> bool:
    """Send a trial message on one's own open channel; whether it was taken. Raises NotNow."""
    channel = Channel.objects.filter(user=by, closed_at=None, pk=pk).first()
    if channel is None:
        raise NotNow
    body = _("This is how Siaga will call you. Nothing needs to be done.")
    taken = notifier.deliver(channel.address, _("Siaga: trial"), body)
    with transaction.atomic():
        record("channel.tried", channel, after={"taken": taken})
    return taken


def scheme_of(address: str) -> str:
    """``tgram`` of ``tgram://…``, in small letters."""
    return address.partition("://")[0].strip().lower()


def masked(address: str) -> str:
    """As much of an address as may be shown: ``tgram://…p3x``."""
    return f"{scheme_of(address)}://…{address.rstrip('/')[-3:]}"


def checked(address: str) -> NotifyBase:
    """What Apprise makes of an address that the house allows. Raises Refused with one sentence, which never
    repeats the address.
    """
    if scheme_of(address) not in settings.SIAGA_CHANNEL_SCHEMES:
        ways = ", ".join(f"{scheme}://" for scheme in settings.SIAGA_CHANNEL_SCHEMES)
        raise Refused(_("The address must begin with one of: %(ways)s") % {"ways": ways})
    if unknown := sorted(_options(address) - OPTIONS.get(scheme_of(address), _NUMBERS)):
        raise Refused(_("Leave out of the address: %(options)s") % {"options": ", ".join(unknown)})
    service = Apprise.instantiate(address, suppress_exceptions=True)
    if service is None:
        raise Refused(_("This address is not complete. Look at the examples below."))
    host = getattr(service, "smtp_host", "")
    if host and not _may_reach(host):
        raise Refused(_("This mail server cannot be used from here. Ask who runs this site."))
    return service


def _options(address: str) -> set[str]:
    try:
        asked = parse_qs(urlsplit(address).query, keep_blank_values=True)
    except ValueError:
        raise Refused(_("This address is not complete. Look at the examples below.")) from None
    return {name.lower() for name in asked}


def _may_reach(host: str) -> bool:
    """Whether a mail server lies in the open internet, or the house names it: nobody may let this machine
    knock at doors of its own network.
    """
    if host in settings.SIAGA_CHANNEL_HOSTS:
        return True
    try:
        found: list[Any] = socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        return False
    return all(ipaddress.ip_address(place[4][0].partition("%")[0]).is_global for place in found)
