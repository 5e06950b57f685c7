"""The sentences of a count, in both languages of the house."""

from __future__ import annotations

from datetime import date

from siaga.law.days import written
from siaga.law.profiles.clocks import Period
from siaga.law.profiles.model import Text

_UNITS = {
    "working_days": Text(id="{n} hari kerja", en="{n} working days"),
    "days": Text(id="{n} hari kalender", en="{n} calendar days"),
    "months": Text(id="{n} bulan", en="{n} months"),
}
_EVENTS = {
    "signing": Text(id="penandatanganan NPHD", en="the signing of the agreement"),
    "voting": Text(id="hari pemungutan suara", en="voting day"),
    "proposal": Text(
        id="pengusulan pengesahan pengangkatan pasangan calon terpilih",
        en="the proposal to confirm and appoint the elected pair",
    ),
}
DAY = Text(id="hari awal", en="the first day")


def event(name: str) -> Text:
    """The event a clock starts from, in words; an unknown one under its own name."""
    return _EVENTS.get(name, Text(id=name, en=name) if name else DAY)


def sentence(indonesian: str, english: str, **gaps: Text | int) -> Text:
    """A sentence whose gaps are filled with the wording of each language."""
    return Text(id=_fill(indonesian, "id", gaps), en=_fill(english, "en", gaps))


def length(period: Period) -> Text:
    """14 hari kerja / 14 working days."""
    unit = _UNITS[period.unit]
    return sentence(unit.id, unit.en, n=period.amount)


def formula(start: Text, period: Period) -> Text:
    """penandatanganan NPHD + 14 hari kerja."""
    sign = "+" if period.direction == "after" else "−"
    return sentence(
        f"{{start}} {sign} {{length}}", f"{{start}} {sign} {{length}}", start=start, length=length(period)
    )


def day_zero(start: Text, day: date) -> Text:
    return sentence(
        "Hari ke-0 adalah {start}: {day}; hari itu tidak dihitung.",
        "Day zero is {start}: {day}; it is not counted.",
        start=start,
        day=written(day),
    )


def working_days(amount: int, last: date, skipped: int) -> Text:
    return sentence(
        "Dihitung {n} hari kerja; {skipped} hari libur dan akhir pekan dilewati. Hari ke-{n}: {day}.",
        "{n} working days are counted; {skipped} days off and weekend days are passed over. Day {n}: {day}.",
        n=amount,
        skipped=skipped,
        day=written(last),
    )


def calendar_days(amount: int, last: date) -> Text:
    return sentence(
        "Dihitung {n} hari kalender, termasuk hari libur. Hari ke-{n}: {day}.",
        "{n} calendar days are counted, days off among them. Day {n}: {day}.",
        n=amount,
        day=written(last),
    )


def months(amount: int, last: date, clamped: bool) -> Text:
    same = sentence(
        "{n} bulan kalender, tanggal yang sama: {day}.",
        "{n} calendar months, the day of the same number: {day}.",
        n=amount,
        day=written(last),
    )
    if not clamped:
        return same
    return sentence(
        "{n} bulan kalender; bulan itu tidak punya tanggal yang sama, jadi hari terakhirnya: {day}.",
        "{n} calendar months; that month has no day of the same number, so its last day: {day}.",
        n=amount,
        day=written(last),
    )


def rolled(off: Text, to: date) -> Text:
    return sentence(
        "Hari itu bukan hari kerja ({off}), jadi bergeser ke {to}.",
        "That is no working day ({off}), so it moves to {to}.",
        off=off,
        to=written(to),
    )


def stays(off: Text, last_working_day: date) -> Text:
    return sentence(
        "Hari itu bukan hari kerja ({off}) dan aturannya tidak menggesernya; "
        "hari kerja terakhir sebelum itu: {day}.",
        "That is no working day ({off}), and the rule does not move it; "
        "the last working day before it: {day}.",
        off=off,
        day=written(last_working_day),
    )


def perhaps_earlier(day: date) -> Text:
    return sentence(
        "Bila hari libur yang belum pasti dihitung lain, batasnya {day}; rencanakan menurut hari itu.",
        "If days off that are not certain count otherwise, the day is {day}; plan by that one.",
        day=written(day),
    )


def fixed(day: date) -> Text:
    return sentence("Tanggalnya ditetapkan: {day}.", "The day itself is laid down: {day}.", day=written(day))


def _fill(text: str, lang: str, gaps: dict[str, Text | int]) -> str:
    return text.format(
        **{name: g.in_language(lang) if isinstance(g, Text) else g for name, g in gaps.items()}
    )
