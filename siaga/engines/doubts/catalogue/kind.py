"""A kind of doubt: what it is called, how it speaks, what it computes, what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from siaga.engines.doubts.model import Severity
from siaga.law.profiles import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """One rule of the ledger, in both languages.

    `doubt` goes on after "doubtful, because"; `held` after "checked:", and is None for a rule that can only
    doubt. Their gaps are the params of a finding. `formula` is what is compared; `rests_on` says in words
    where the law behind it comes from.
    """

    code: str
    severity: Severity
    title: Text
    doubt: Text
    held: Text | None
    formula: Text
    rests_on: Text


REGISTER = Text("daftar dasar hukum kota", "the city's register of regulations")
RECORDS = Text("catatan itu sendiri", "the records themselves")
TABLE = Text("tabel kekeliruan (mixups)", "the table of mix-ups")
PROFILE = Text("profil aturan", "the rule profile")
TIMETABLE = Text("jadwal tahapan", "the timetable")
HOLDERS = Text("daftar pejabat", "the register of office-holders")
