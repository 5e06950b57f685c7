"""``siaga read``: photographed result forms, page by page, to figures with their certainty."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from siaga.cli._exit import DONE, FINDINGS, refuse
from siaga.cli._language import language
from siaga.cli._reading import MOST_NAMED, WORDS, print_reading, print_sum

if TYPE_CHECKING:
    from siaga.engines.reading.batch import FormPhotos, Journal
    from siaga.engines.reading.model import FieldReading, FormReading


class _Read(click.Command):
    """Names every layout there is at the end of its help; they are looked up only when help is asked for."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from siaga.engines.reading.layout import layout_ids

        with formatter.section("Forms"):
            for layout_id in layout_ids():
                formatter.write(f"  {layout_id}\n")


@click.command("read", cls=_Read)
@click.argument("sources", nargs=-1, required=True, metavar="PHOTO…|FOLDER", type=click.Path(path_type=Path))
@click.option("--form", "form_id", required=True, metavar="ID", help="The printed form; listed below.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Forms read at once; one per core when left out.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write JSON lines."
)
@click.option("--resume", is_flag=True, help="With --out: go on where an earlier run was stopped.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line per form.")
@language()
def command(
    sources: tuple[Path, ...],
    form_id: str,
    jobs: int | None,
    out: Path | None,
    resume: bool,
    as_json: bool,
    lang: str,
) -> None:
    """Read the figures of photographed result forms: one form, or a folder of thousands.

    Ends with 0 when the votes of every form are taken as read, 1 when a person must look at one, 2 when
    there is nothing to read.
    """
    if resume and out is None:
        refuse("--resume goes on with a file of results: name it with --out")
    forms = _forms(sources, form_id)
    _tell_skipped(sources, lang)
    held: dict[str, str] = {}
    with _journal(out, resume) as journal, _results(out) as write, _progress(len(forms), lang) as advance:
        for reading in _readings(forms, form_id, jobs, journal):
            if not reading.accepted:
                held[reading.key] = reading.why.in_language(lang)
            line = json.dumps(document_of(reading, lang), ensure_ascii=False)
            write(line)
            if as_json:
                click.echo(line)
            elif out is None:
                print_reading(reading, lang)
            advance()
    if not as_json:
        print_sum(len(forms), held, out, lang)
    sys.exit(FINDINGS if held else DONE)


def document_of(reading: FormReading, lang: str = "id") -> dict[str, Any]:
    """The JSON line of the contract."""
    from siaga.engines.reading.pages import sentence

    return {
        "form": reading.form,
        "key": reading.key,
        "pages": [
            {
                "file": page.file,
                "page": page.page,
                "placed": page.placed,
                "reason": sentence(page.reason, lang) if page.reason else "",
            }
            for page in reading.pages
        ],
        "fields": {name: _field(field) for name, field in reading.fields.items()},
        "accepted": reading.accepted,
        "why": reading.why.in_language(lang),
    }


def _field(field: FieldReading) -> dict[str, Any]:
    return {
        "value": field.value,
        "probability": round(field.probability, 6),
        "state": field.state,
        "alternatives": [[value, round(probability, 6)] for value, probability in field.alternatives],
    }


def _forms(sources: Sequence[Path], form_id: str) -> list[FormPhotos]:
    from siaga.engines.reading.batch import NoPhotosError, forms_in
    from siaga.engines.reading.layout import LayoutError, load_layout

    try:
        load_layout(form_id)
        return forms_in(sources)
    except (LayoutError, NoPhotosError) as fault:
        refuse(str(fault))


def _tell_skipped(sources: Sequence[Path], lang: str) -> None:
    """Which files were left alone, on standard error: a photograph may be among them under a wrong name."""
    from siaga.engines.reading.batch import skipped_in

    if skipped := skipped_in(sources):
        names = ", ".join(file.name for file in skipped[:MOST_NAMED])
        more = ", …" if len(skipped) > MOST_NAMED else ""
        click.echo(WORDS[lang]["skipped"].format(n=len(skipped), names=names + more), err=True)


def _readings(
    forms: Sequence[FormPhotos], form_id: str, jobs: int | None, journal: Journal | None
) -> Iterator[FormReading]:
    """One form alone is read here and now; several by workers."""
    from siaga.engines.reading.batch import read_all, read_one

    if len(forms) == 1 and journal is None:
        return iter([read_one(forms[0], form_id)])
    return read_all(forms, form_id, min(jobs or os.cpu_count() or 1, len(forms)), journal)


@contextmanager
def _journal(out: Path | None, resume: bool) -> Iterator[Journal | None]:
    """What is read is kept beside the results, in FILE.journal, until they are complete and after."""
    from siaga.engines.reading.batch import Journal, LeftOverError

    if out is None:
        yield None
        return
    try:
        journal = Journal(out.with_name(f"{out.name}.journal"), resume)
    except LeftOverError as fault:
        refuse(str(fault))
    except OSError as fault:
        refuse(f"{out}: {fault.strerror}")
    try:
        yield journal
    finally:
        journal.close()


@contextmanager
def _results(out: Path | None) -> Iterator[Callable[[str], object]]:
    """Takes the lines of FILE, which appears under its name only when all are there."""
    if out is None:
        yield lambda line: None
        return
    part = out.with_name(f"{out.name}.part")
    with part.open("w", encoding="utf-8") as file:
        yield lambda line: file.write(f"{line}\n")
    part.replace(out)


@contextmanager
def _progress(total: int, lang: str) -> Iterator[Callable[[], object]]:
    """A bar on standard error, for people and more than one form."""
    if total == 1 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(WORDS[lang]["reading"], total=total)
        yield lambda: bar.advance(task)
