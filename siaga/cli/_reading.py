"""What ``siaga read`` tells people: a form with its figures, and in the end which forms are held and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from rich.console import Console

    from siaga.engines.reading.model import FieldReading, FormReading, Layout
    from siaga.law.profiles import Text

MOST_NAMED: Final = 20
"""Held forms and skipped files named on the screen; every form is in the file of results."""
_SURE: Final = 0.9999
"""From here on a probability is shown as more than this: nothing that is read is certain beyond all doubt."""

WORDS: Final = {
    "id": {
        "reading": "Membaca formulir",
        "figure": "Angka",
        "value": "Terbaca",
        "probability": "Peluang benar",
        "state": "Keadaan",
        "others": "Kemungkinan lain",
        "certain": "pasti",
        "arithmetic": "pasti menurut jumlah",
        "doubt": "ragu",
        "missing": "tidak ada",
        "_l": "{label}, laki-laki",
        "_p": "{label}, perempuan",
        "page": "Halaman {page}",
        "unknown": "Halaman tidak dikenal",
        "no photo": "Halaman {page} tidak difoto: {n} angka",
        "unplaced": "Halaman {page} tidak terbaca: {n} angka",
        "accepted": "DITERIMA",
        "held": "DITAHAN",
        "sum": "{forms} formulir: {accepted} diterima, {held} ditahan untuk diperiksa orang",
        "more held": "... dan {n} lagi; semuanya di {file}",
        "skipped": "{n} berkas dilewati karena bukan foto (JPEG, PNG, WebP): {names}",
    },
    "en": {
        "reading": "Reading forms",
        "figure": "Figure",
        "value": "Read",
        "probability": "Probability",
        "state": "State",
        "others": "Alternatives",
        "certain": "certain",
        "arithmetic": "certain by arithmetic",
        "doubt": "in doubt",
        "missing": "missing",
        "_l": "{label}, men",
        "_p": "{label}, women",
        "page": "Page {page}",
        "unknown": "Unknown page",
        "no photo": "Page {page} not photographed; figures: {n}",
        "unplaced": "Page {page} not readable; figures: {n}",
        "accepted": "ACCEPTED",
        "held": "HELD",
        "sum": "Forms: {forms}; accepted: {accepted}, held for a human: {held}",
        "more held": "... and {n} more; all of them in {file}",
        "skipped": "Files skipped, being no photographs (JPEG, PNG, WebP): {n}: {names}",
    },
}


def print_reading(reading: FormReading, lang: str) -> None:
    """A form: its figures, its photographs, what becomes of it."""
    from rich.console import Console
    from rich.table import Table

    from siaga.engines.reading.layout import load_layout
    from siaga.engines.reading.reader import law_form

    words, console, layout = WORDS[lang], Console(), load_layout(reading.form)
    absent = dict(_absent(reading, layout))
    unseen = {name for names in absent.values() for name in names}
    labels = law_form(layout).labels
    table = Table(title=f"{reading.form}  {reading.key}", title_justify="left")
    for column in ("figure", "value", "probability", "state", "others"):
        table.add_column(words[column], justify="right" if column in ("value", "probability") else "left")
    for name in reading.fields:
        if name not in unseen:
            table.add_row(*_row(label_of(name, labels, lang), reading.fields[name], lang))
    console.print(table)
    _print_pages(console, reading, absent, lang)
    verdict = words["accepted"] if reading.accepted else f"{words['held']}: {reading.why.in_language(lang)}"
    console.print(verdict, markup=False, highlight=False)


def _print_pages(console: Console, reading: FormReading, absent: Mapping[int, list[str]], lang: str) -> None:
    """One line for a page that was not photographed or not read, and one for each photograph."""
    from siaga.engines.reading.pages import sentence

    words = WORDS[lang]
    for page, names in absent.items():
        seen = any(report.page == page for report in reading.pages)
        line = words["unplaced" if seen else "no photo"].format(page=page, n=len(names))
        console.print(line, markup=False, highlight=False)
    for report in reading.pages:
        where = words["page"].format(page=report.page) if report.page else words["unknown"]
        why = f": {sentence(report.reason, lang)}" if report.reason else ""
        console.print(f"{report.file}: {where}{why}", markup=False, highlight=False)


def print_sum(forms: int, held: Mapping[str, str], out: Path | None, lang: str) -> None:
    """How many forms were taken, and of those written to a file alone which are held and why."""
    words = WORDS[lang]
    if out is not None:
        for key, why in list(held.items())[:MOST_NAMED]:
            click.echo(f"{words['held']}  {key}: {why}")
        if len(held) > MOST_NAMED:
            click.echo(words["more held"].format(n=len(held) - MOST_NAMED, file=out))
    click.echo(words["sum"].format(forms=forms, accepted=forms - len(held), held=len(held)))


def label_of(name: str, labels: Mapping[str, Text], lang: str) -> str:
    """What the form calls a figure; the men and women of one that the profile has as a sum only."""
    if name in labels:
        return labels[name].in_language(lang)
    whole, group = name[:-2], name[-2:]
    if whole in labels and group in WORDS[lang]:
        return WORDS[lang][group].format(label=labels[whole].in_language(lang))
    return name


def _absent(reading: FormReading, layout: Layout) -> Iterator[tuple[int, list[str]]]:
    """Every page of which no figure is there, with the names of its figures."""
    for page in layout.pages:
        names = [place.name for place in layout.on_page(page.number) if place.name in reading.fields]
        if names and all(reading.fields[name].state == "missing" for name in names):
            yield page.number, names


def _row(label: str, field: FieldReading, lang: str) -> tuple[str, ...]:
    value = "" if field.value is None else str(field.value)
    probability = "" if field.value is None else _percent(field.probability, 2, lang)
    others = ", ".join(f"{value} ({_percent(share, 1, lang)})" for value, share in field.alternatives)
    return label, value, probability, WORDS[lang][field.state], others


def _percent(share: float, decimals: int, lang: str) -> str:
    """A probability in percent, never rounded up, and never the certainty that is not there."""
    if share >= _SURE:
        text = "> 99.99 %"
    else:
        steps = 10**decimals
        text = f"{int(100 * steps * share + 1e-9) / steps:.{decimals}f} %"
    return text if lang == "en" else text.replace(".", ",")
