"""``siaga rehearse``: a count night to practise on, played on a demonstration in so many minutes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import click

from siaga.cli._django import set_up
from siaga.cli._exit import print_json, refuse
from siaga.cli._language import language
from siaga.engines.packs import FaultyPackError, NotAPackError, load

_WORDS = {
    "id": {
        "begins": "Latihan malam hitung: {forms} formulir dalam {minutes} menit. Semua angka adalah contoh.",
        "ends": "Latihan selesai: {done} langkah; dilewati karena barisnya sudah berubah: {skipped}.",
    },
    "en": {
        "begins": "Rehearsal of the count night: {forms} forms, {minutes} minutes. All figures are samples.",
        "ends": "Rehearsal over: {done} acts done, {skipped} left out because their row had changed.",
    },
}


@click.command("rehearse")
@click.argument("folder", metavar="PACK", type=click.Path(path_type=Path))
@click.option(
    "--minutes",
    type=click.FloatRange(0, 24 * 60),
    default=20.0,
    show_default=True,
    help="How long the night lasts; 0: at once.",
)
@click.option("--seed", default="1", show_default=True, help="Another seed makes another night.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document at the end.")
@language()
def command(folder: Path, minutes: float, seed: str, as_json: bool, lang: str) -> None:
    """Let the forms of PACK come in over time, as on the night of the count, for practice.

    Runs on a demonstration only, where the pack's rows are still expected (`siaga serve --rehearse` starts
    one). Some forms are late or never come, some are held, one supervisor reads otherwise than the crew.
    """
    try:
        pack = load(folder)
    except (NotAPackError, FaultyPackError) as fault:
        refuse(str(fault))
    set_up()
    from siaga.cli._rehearsal import SKIPPED, UnfitError, play, prepared

    try:
        election, cast, beats = prepared(pack, seed)
    except UnfitError as fault:
        refuse(str(fault))
    if not as_json:
        click.echo(_WORDS[lang]["begins"].format(forms=len({b.form for b in beats}), minutes=f"{minutes:g}"))
    done = play(election, pack, cast, beats, _pace(minutes * 60))
    skipped = done.pop(SKIPPED, 0)
    if as_json:
        print_json({"election": election.code, "acts": dict(sorted(done.items())), "skipped": skipped})
    else:
        click.echo(_WORDS[lang]["ends"].format(done=done.total(), skipped=skipped))


def _pace(seconds: float) -> Callable[[float], None]:
    """Waits until a share of the night has passed since now."""
    began = time.monotonic()

    def until(share: float) -> None:
        time.sleep(max(0.0, began + share * seconds - time.monotonic()))

    return until
