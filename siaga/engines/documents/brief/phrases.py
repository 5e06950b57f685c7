"""The words a brief is put together from, in both languages. The gaps are filled with text of the record,
which is never read as a pattern itself.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from siaga.law.profiles import Text

NOUNS: Final = MappingProxyType(
    {
        "press": Text("Keterangan pers", "The press statement"),
        "socialisation": Text("Sosialisasi", "The socialisation event"),
    }
)
NAMED: Final = Text("{noun} “{title}”", "{noun} “{title}”")
MEETING: Final = Text("Rapat", "The meeting")

TITLES: Final = MappingProxyType(
    {
        "meeting": Text("Waktu, tempat, dan pimpinan", "Time, place and chair"),
        "seats": Text("Kehadiran", "Attendance"),
        "statements": Text("Pokok-pokok yang disampaikan", "What was said"),
        "conclusions": Text("Kesimpulan", "Conclusions"),
        "actions": Text("Tindak lanjut", "Follow-up"),
    }
)

TOOK_PLACE: Final = Text(
    "{named} berlangsung {day}, {hours}, bertempat di {venue}.",
    "{named} took place {day}, {hours}, in {venue}.",
)
AHEAD: Final = Text(
    "{named} dijadwalkan {day}, {hours}, bertempat di {venue}.",
    "{named} is planned {day}, {hours}, in {venue}.",
)
CANCELLED: Final = Text(
    "{named}, yang dijadwalkan {day}, {hours}, bertempat di {venue}, dibatalkan.",
    "{named}, planned {day}, {hours}, in {venue}, was cancelled.",
)
AT: Final = Text("pukul {hours}", "at {hours}")
HOURS_UNSTATED: Final = Text("pada jam yang tidak disebut", "at an hour that is not stated")
VENUE_UNSTATED: Final = Text("tempat yang tidak disebut", "a place that is not stated")
ON_DAY: Final = Text("pada {day}", "on {day}")
BETWEEN: Final = Text("antara {first} dan {last}", "between {first} and {last}")
NOT_BEFORE: Final = Text("paling awal {first}", "{first} at the earliest")
NOT_AFTER: Final = Text("paling lambat {last}", "{last} at the latest")
DAY_UNSTATED: Final = Text("pada hari yang tidak disebut", "on a day that is not stated")
DAY_PRINTED: Final = Text(
    "Hari itu tertulis “{printed}” dalam sumber.", "The source writes the day as “{printed}”."
)

SERIES: Final = Text(
    "Penyelenggaranya {convener}, dalam rangkaian {series}.",
    "It was convened by {convener}, in the series {series}.",
)
CHAIR: Final = Text("Pimpinan: {chair}.", "Chair: {chair}.")
CHAIR_FOR: Final = Text("{chair} memimpin mewakili {office}.", "{chair} chaired on behalf of {office}.")
CHAIR_PRINTED: Final = Text(
    "Sumber menulis pimpinan sebagai “{printed}”.", "The source names the chair as “{printed}”."
)
MODERATOR: Final = Text("Pemandu acara: {moderator}.", "Moderator: {moderator}.")
BASIS: Final = Text("Dasar hukum: {basis}.", "Legal basis: {basis}.")
BASIS_PRINTED: Final = Text("Dasar hukum tertulis “{printed}”.", "The legal basis is printed as “{printed}”.")
PURPOSE: Final = Text("Tujuan: {purpose}", "Purpose: {purpose}")
AGENDA: Final = Text("Acara: {points}.", "Agenda: {points}.")
OPENING: Final = Text("Pembukaan: {opening}", "Opening: {opening}")
CLOSING: Final = Text("Penutup: {closing}", "Closing: {closing}")
SOURCE: Final = Text("Sumber: {source}.", "Source: {source}.")

SEATS: Final = MappingProxyType(
    {
        "present": Text("Hadir: {who}.", "Present: {who}."),
        "represented": Text("Diwakili: {who}.", "Represented: {who}."),
        "excused": Text("Tidak hadir dengan alasan: {who}.", "Absent with reason: {who}."),
        "absent": Text("Tidak hadir: {who}.", "Absent: {who}."),
        "not_stated": Text("Kehadirannya tidak disebut: {who}.", "Attendance not stated: {who}."),
        "expected": Text("Diundang: {who}.", "Invited: {who}."),
    }
)
"""In the order in which they are told."""
SPEAKERS: Final = Text("Narasumber: {who}.", "Resource persons: {who}.")
BY: Final = Text("{who} oleh {by}", "{who} by {by}")

SAID: Final = Text("{speaker} menyampaikan: {text}", "{speaker} said: {text}")
SPEAKER_UNSTATED: Final = Text("Pembicara yang tidak disebut", "A speaker who is not named")
PRINTED: Final = Text("Tertulis dalam sumber: “{printed}”.", "As printed in the source: “{printed}”.")
FIGURE: Final = Text("{label}: {value}{day}{printed}", "{label}: {value}{day}{printed}")
FIGURE_NAMED: Final = Text("Angka yang disebut, {figure}.", "Figure named, {figure}.")
AS_OF: Final = Text(" per {day}", " as of {day}")
AS_PRINTED: Final = Text(" (tertulis “{printed}”)", " (printed “{printed}”)")
ABOUT: Final = Text("sekitar {value}", "about {value}")
AMBIGUOUS: Final = Text("{value} (maknanya tidak pasti)", "{value} (its meaning is uncertain)")
BOUNDS: Final = MappingProxyType(
    {
        "equal": Text("{value}", "{value}"),
        "more": Text("lebih dari {value}", "more than {value}"),
        "less": Text("kurang dari {value}", "less than {value}"),
        "target": Text("target di atas {value}", "target above {value}"),
    }
)

CONCLUSIONS: Final = MappingProxyType(
    {
        "conclusion": Text("Disimpulkan: {text}", "It was concluded: {text}"),
        "decision": Text("Diputuskan: {text}", "It was decided: {text}"),
        "advice": Text("Disarankan: {text}", "It was advised: {text}"),
    }
)
ADDRESSED: Final = Text("Ditujukan kepada {addressee}.", "Addressed to {addressee}.")
EFFECT: Final = Text("Berlaku {day}.", "It takes effect on {day}.")

ACTION: Final = Text(
    "{what}; penanggung jawab: {owner}; tenggat: {due}{event}.",
    "{what}; responsible: {owner}; due: {due}{event}.",
)
WITH: Final = Text("{owner}, bersama {partners}", "{owner}, together with {partners}")
DUE_PRINTED: Final = Text("{due} (tertulis “{printed}”)", "{due} (printed “{printed}”)")
EVENT_DAY: Final = Text("; dilaksanakan {day}", "; takes place on {day}")

NOTE: Final = Text("Catatan: {doubt}", "Note: {doubt}")
