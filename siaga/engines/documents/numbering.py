"""Numbers of letters: the pattern an office numbers by, and the number it gives.

    pattern = Pattern.parse("{klasifikasi}/{urut:03}/{unit}/{bulan_romawi}/{tahun}")
    pattern.number(Slot(sequence=7, day=day, classification="005", unit="B.4"))     # 005/007/B.4/XI/2024

Patterns are written by an office, so they are Indonesian, and they are data: fields are looked up by name in
a closed list, nothing is evaluated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from siaga.engines.documents.words import ROMAN
from siaga.law.profiles import Text

FIELDS = ("klasifikasi", "urut", "unit", "bulan", "bulan_romawi", "tahun")
"""Archive classification, running number, unit, month in figures and in roman numerals, year."""

LONGEST = 120
_FIELD = re.compile(r"\{([a-z_]*)(?::0([1-6]))?\}")
_LITERAL = re.compile(r"[A-Za-z0-9 ./_-]*")


class PatternError(ValueError):
    """A pattern no office can number by; `text` says why, in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a register: the running number of the year, the day of the letter, its codes."""

    sequence: int
    day: date
    classification: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that has been checked."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Pattern:
        """Check a pattern. Raises PatternError for unknown fields, for signs that stand in no number, and
        without ``{urut}`` and ``{tahun}``: two letters of one year, or of two, would share a number.
        """
        names = [name for name, _ in _FIELD.findall(text)]
        if len(text) > LONGEST or not _LITERAL.fullmatch(_FIELD.sub("", text)):
            raise PatternError(_SIGNS)
        if unknown := [name for name in names if name not in FIELDS]:
            name = f"{{{unknown[0]}}}"
            raise PatternError(Text(f"Isian {name} tidak dikenal.", f"Unknown field {name}."))
        if not {"urut", "tahun"} <= set(names):
            raise PatternError(_INCOMPLETE)
        return cls(text)

    @property
    def needs(self) -> frozenset[str]:
        """The fields a letter has to bring: of ``klasifikasi`` and ``unit`` those the pattern uses."""
        return frozenset(name for name, _ in _FIELD.findall(self.text)) & {"klasifikasi", "unit"}

    def number(self, slot: Slot) -> str:
        """The number at a place of the register; ValueError when a code the pattern needs is missing."""
        values: dict[str, str | int] = {
            "klasifikasi": slot.classification,
            "urut": slot.sequence,
            "unit": slot.unit,
            "bulan": slot.day.month,
            "bulan_romawi": ROMAN[slot.day.month - 1],
            "tahun": slot.day.year,
        }
        if missing := sorted(name for name in self.needs if not values[name]):
            raise ValueError(f"no {' and no '.join(missing)}")
        return _FIELD.sub(lambda field: _filled(values[field[1]], field[2]), self.text)


def _filled(value: str | int, width: str | None) -> str:
    return f"{value:0{width}d}" if width and isinstance(value, int) else str(value)


_SIGNS = Text(
    "Pola nomor berisi huruf, angka, spasi, tanda / . - _ dan isian dalam kurung kurawal; "
    f"paling panjang {LONGEST} huruf.",
    "A pattern holds letters, digits, spaces, the signs / . - _ and fields in braces; "
    f"{LONGEST} characters at most.",
)
_INCOMPLETE = Text(
    "Pola nomor harus memuat {urut} dan {tahun}, agar tidak ada dua surat dengan nomor yang sama.",
    "A pattern needs {urut} and {tahun}, so that no two letters share a number.",
)
