"""Whether the votes of a form may be taken without a human, and if not, why, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from siaga.engines.reading.decoding.decode import Decoded
from siaga.engines.reading.decoding.priors import Thresholds
from siaga.law.form.catalogue import Form
from siaga.law.form.check import Finding
from siaga.law.profiles.model import Text

VOTE_BLOCKS = ("IV", "V")
TAKEN = Text("", "")
"""No reason: the votes are taken."""


def vote_figures(form: Form) -> tuple[str, ...]:
    """The figures that are counted: every pair's votes, valid, invalid, and all."""
    return tuple(field.name for field in form.fields if field.block in VOTE_BLOCKS)


def reason_to_hold(form: Form, decoded: Decoded, thresholds: Thresholds) -> Text:
    """`TAKEN` when every vote figure is settled, all of them together too, and they add up; else the
    weightiest reason, in both languages."""
    votes = vote_figures(form)
    if absent := [name for name in votes if decoded.fields[name].state == "missing"]:
        return _about("Angka suara tidak ada di foto", "Vote figures not in the photographs", form, absent)
    if broken := _broken(decoded, votes):
        return _of_the_sum(decoded, broken)
    if doubtful := [name for name in votes if decoded.fields[name].state == "doubt"]:
        return _about("Angka suara belum pasti", "Vote figures in doubt", form, doubtful, decoded)
    if sum(1 - decoded.fields[name].probability for name in votes) > 1 - thresholds.form:
        least = min(votes, key=lambda name: decoded.fields[name].probability)
        return _about("Angka suara kurang pasti", "Vote figures not sure enough", form, [least], decoded)
    return TAKEN


def _broken(decoded: Decoded, votes: Sequence[str]) -> Finding | None:
    """The first identity among the votes themselves that the figures break."""
    inside = (f for f in decoded.findings if f.is_error and set(f.inputs) <= set(votes))
    return next(inside, None)


def _of_the_sum(decoded: Decoded, finding: Finding) -> Text:
    """A sum that is off with every figure settled is the paper's; otherwise one of its figures may be
    misread."""
    settled = all(decoded.fields[name].state != "doubt" for name in finding.inputs)
    if settled:
        heads = "Formulir kertasnya sendiri tidak cocok. ", "The paper itself does not add up. "
    else:
        heads = "Angka yang terbaca tidak cocok. ", "The figures read do not add up. "
    return Text(heads[0] + finding.message.id, heads[1] + finding.message.en)


def _about(
    head_id: str, head_en: str, form: Form, names: Sequence[str], decoded: Decoded | None = None
) -> Text:
    in_id = (form.labels[name].id + _choices(decoded, name, "atau") for name in names)
    in_en = (form.labels[name].en + _choices(decoded, name, "or") for name in names)
    return Text(f"{head_id}: {'; '.join(in_id)}.", f"{head_en}: {'; '.join(in_en)}.")


def _choices(decoded: Decoded | None, name: str, conjunction: str) -> str:
    """``" (617 atau 117)"``: the value read and its first rival."""
    if decoded is None:
        return ""
    reading = decoded.fields[name]
    values = [str(reading.value), *(str(value) for value, _ in reading.alternatives[:1])]
    return f" ({f' {conjunction} '.join(values)})"
