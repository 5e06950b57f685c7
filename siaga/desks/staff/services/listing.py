"""The list of people as a table: its columns, and how each cell is read."""

from __future__ import annotations

from siaga.desks.staff.kinds import Kind
from siaga.desks.staff.models import Health, Sex
from siaga.engines.packs import cells
from siaga.engines.packs.schema import Column
from siaga.law import nik as law
from siaga.web.uploads import hidden

MOST = 20_000
"""Rows of one list; the crews of a city of 2,800 stations."""

_HEALTH = {"belum": Health.UNKNOWN, "sehat": Health.FIT, "tidak": Health.UNFIT}
_SEX = {"l": Sex.MAN, "p": Sex.WOMAN}
_YEARS = range(1920, 2015)


def _kind(raw: cells.Raw) -> Kind:
    return Kind(_word(raw, {kind.value: kind.value for kind in Kind}))


def _health(raw: cells.Raw) -> Health:
    return Health(_word(raw, _HEALTH))


def _sex(raw: cells.Raw) -> Sex:
    return Sex(_word(raw, _SEX))


def _word(raw: cells.Raw, words: dict[str, str]) -> str:
    """One of a few words; a fault names them."""
    word = str(raw).strip().lower()
    if word not in words:
        raise cells.CellError("bad_choice", value=raw, names=", ".join(words))
    return words[word]


def _year(raw: cells.Raw) -> int:
    year = int(str(cells.integer(raw)))
    if year not in _YEARS:
        raise cells.CellError("bad_code", value=year, form=f"{_YEARS[0]}–{_YEARS[-1]}")
    return year


_sixteen = hidden(r"\d{16}", "16 digit")


def _nik(raw: cells.Raw) -> str:
    """A NIK that can be one; no fault repeats it."""
    number = _sixteen(law.digits(raw) if isinstance(raw, str) else raw)
    if not law.is_possible(str(number)):
        raise cells.CellError("bad_code", value="••••", form="16 digit")
    return str(number)


_phone = hidden(r"\+?\d[\d .\-]{6,18}", "0812…")


def _telephone(raw: cells.Raw) -> str:
    """Digits as people write them; a spreadsheet that made a number of them has eaten the leading zero."""
    return str(_phone(raw.strip() if isinstance(raw, str) else raw))


COLUMNS = (
    Column("badan", _kind, True, "kpps, ptps, ppk, …"),
    Column("tempat", cells.text, True, "kode wilayah atau 13 digit kode TPS"),
    Column("kursi", cells.integer, False, "nomor kursi; kosong: kursi kosong berikutnya"),
    Column("nama", cells.text, True, "nama lengkap"),
    Column("nik", _nik, False, "16 digit; hanya sidik dan empat digit terakhir yang disimpan"),
    Column("telepon", _telephone, False, "disimpan tersegel"),
    Column("jenis_kelamin", _sex, False, "l atau p"),
    Column("tahun_lahir", _year, False, "misalnya 1990"),
    Column("mulai", cells.day, True, "hari pertama, TTTT-BB-HH"),
    Column("dilatih", cells.day, False, "tanggal pelatihan"),
    Column("dilantik", cells.day, False, "tanggal sumpah"),
    Column("berita_acara", cells.text, False, "nomor berita acara sumpah"),
    Column("kesehatan", _health, False, "sehat, tidak atau belum"),
    Column("diperiksa", cells.day, False, "tanggal pemeriksaan kesehatan"),
)
