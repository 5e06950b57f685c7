"""One form read from its photographs, in any order, some twice, some missing.

photo ─▶ look ─▶ cut-outs ─▶ witnesses_of ─▶ decode ─▶ reason_to_hold ─▶ FormReading
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from siaga.engines.reading.crops import cut
from siaga.engines.reading.decoding import TAKEN, Priors, decode, reason_to_hold, standard, vote_figures
from siaga.engines.reading.digits import classify
from siaga.engines.reading.model import FieldCrops, FormReading, Layout, PageReport, Witness
from siaga.engines.reading.pages import Placed, Refused, better, place, sentence
from siaga.engines.reading.photos import MOST_BYTES, PhotoError
from siaga.engines.reading.photos import decode as decode_photo
from siaga.engines.reading.witnesses import Classify, Spell, witnesses_of
from siaga.engines.reading.words import words_witness
from siaga.law.form.catalogue import Form, form_with
from siaga.law.profiles import Text, load

TWICE = "page_twice"
"""Reason of a photograph left aside because another one shows the same page better."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph under the name a person knows it by."""

    name: str
    data: bytes


def look(data: bytes, layout: Layout) -> Placed | Refused:
    """The page of a layout in the bytes of one photograph."""
    try:
        return place(decode_photo(data), layout)
    except PhotoError as fault:
        return Refused(fault.code)


@dataclass(frozen=True)
class Senses:
    """What reading stands on, replaceable in tests and by models of other folds."""

    look: Callable[[bytes, Layout], Placed | Refused] = look
    cut: Callable[[Placed, Layout], tuple[FieldCrops, ...]] = cut
    classify: Classify = classify
    spell: Spell = words_witness
    priors: Priors | None = None


def read_form(
    photos: Sequence[Path | Photo],
    layout: Layout,
    key: str = "",
    register: Mapping[str, int] | None = None,
    senses: Senses | None = None,
) -> FormReading:
    """The form as it is written. `key`: what the caller knows the form by (a TPS code, a folder).

    `register`: trusted figures of the voter register, such as ``{"dpt_j": 236}``. A photograph that cannot be
    used never stops the others: it is reported with its reason. Raises OSError when a file cannot be read.
    """
    senses = senses or Senses()
    priors = senses.priors or standard()
    reports, crops = _looked_at(photos, layout, senses)
    form = law_form(layout)
    absent = {place.name for place in layout.fields} - {crop.name for crop in crops}
    witnesses = witnesses_of(crops, senses.classify, priors.faint, senses.spell)
    decoded = decode(form, witnesses, register, absent, priors)
    why = _page_to_blame(layout, form, reports) or reason_to_hold(form, decoded, priors.thresholds)
    return FormReading(
        form=layout.id,
        key=key,
        pages=tuple(reports),
        fields={place.name: decoded.fields[place.name] for place in layout.fields},
        accepted=why == TAKEN,
        why=why,
        broken=tuple(dict.fromkeys(finding.rule for finding in decoded.findings)),
        cuttings={crop.name: crop.strip for crop in crops},
    )


def witnesses_in(
    photos: Sequence[Path | Photo], layout: Layout, senses: Senses | None = None
) -> tuple[Witness, ...]:
    """What the photographs of a form say of its figures, before anything is decided. Raises OSError."""
    senses = senses or Senses()
    faint = (senses.priors or standard()).faint
    return witnesses_of(_looked_at(photos, layout, senses)[1], senses.classify, faint, senses.spell)


def law_form(layout: Layout) -> Form:
    """The law's form that a layout prints, with the pairs it has boxes for."""
    pairs = (re.fullmatch(r"paslon(\d+)", place.name) for place in layout.fields)
    return form_with(load(layout.profile), tuple(sorted(int(match[1]) for match in pairs if match)))


def _loaded(photo: Path | Photo) -> Photo:
    if isinstance(photo, Photo):
        return photo
    with photo.open("rb") as file:
        return Photo(photo.name, file.read(MOST_BYTES + 1))


def _looked_at(
    photos: Sequence[Path | Photo], layout: Layout, senses: Senses
) -> tuple[list[PageReport], list[FieldCrops]]:
    """A report for every photograph, and the cut-outs of the best photograph of every page."""
    reports, sheets = _sheets([_loaded(photo) for photo in photos], layout, senses)
    return reports, [crop for number in sorted(sheets) for crop in senses.cut(sheets[number], layout)]


def _sheets(
    photos: Sequence[Photo], layout: Layout, senses: Senses
) -> tuple[list[PageReport], dict[int, Placed]]:
    """A report for every photograph in the order given, and the best photograph of every page."""
    seen = [senses.look(photo.data, layout) for photo in photos]
    best: dict[int, Placed] = {}
    for found in seen:
        if isinstance(found, Placed):
            best[found.page] = better(best[found.page], found) if found.page in best else found
    return [_report(photo.name, found, best) for photo, found in zip(photos, seen, strict=True)], best


def _report(name: str, found: Placed | Refused, best: Mapping[int, Placed]) -> PageReport:
    if isinstance(found, Refused):
        return PageReport(name, found.page, placed=False, reason=found.reason)
    used = best[found.page] is found
    return PageReport(name, found.page, placed=True, reason=found.reason if used else TWICE)


def _page_to_blame(layout: Layout, form: Form, reports: Sequence[PageReport]) -> Text | None:
    """Which page with votes is not there, and what was wrong with its photograph."""
    votes = set(vote_figures(form))
    needed = {place.page for place in layout.fields if place.name in votes}
    missing = sorted(needed - {report.page for report in reports if report.placed})
    if not missing:
        return None
    refused = [report for report in reports if not report.placed and report.page in (None, missing[0])]
    return Text(_page_missing(missing[0], refused, "id"), _page_missing(missing[0], refused, "en"))


def _page_missing(number: int, refused: Sequence[PageReport], language: str) -> str:
    head = f"Halaman {number} tidak terbaca" if language == "id" else f"Page {number} could not be read"
    if not refused:
        return f"{head}: fotonya tidak ada." if language == "id" else f"{head}: there is no photo of it."
    named = next((report for report in refused if report.page == number), refused[0])
    return f"{head} ({named.file}): {sentence(named.reason, language)}"
