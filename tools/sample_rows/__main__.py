"""Write a pack's ``stations.csv`` and ``results.csv`` as sample rows.

    python -m tools.sample_rows packs/kota-metro-2024

What is published for districts and the city is taken from the pack itself and met exactly; how it is spread
over wards and stations is made up, the same way every time, and every row is marked ``sample``.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import click

from siaga.engines.packs import schema
from siaga.engines.packs.forms import results_table

from .chance import Chance
from .forms import sample_forms
from .plan import Plan, read_plan
from .stations import Station, sample_stations
from .voters import Figures

Rows = list[dict[str, object]]


@click.command()
@click.argument("pack", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(pack: Path) -> None:
    """Write the sample rows of PACK."""
    for name, text in sample_tables(pack).items():
        (pack / name).write_bytes(text.encode())


def sample_tables(pack: Path) -> dict[str, str]:
    """The two tables as CSV text by file name."""
    plan = read_plan(pack)
    chance = Chance(plan.seed)
    stations = sample_stations(plan, chance)
    forms = sample_forms(plan, stations, chance)
    pairs = sorted({number for numbers in plan.pairs.values() for number in numbers})
    return {
        "stations.csv": to_csv(schema.STATIONS, [station_row(plan, station) for station in stations]),
        "results.csv": to_csv(results_table(plan.rules, pairs), result_rows(plan, stations, forms)),
    }


def station_row(plan: Plan, station: Station) -> dict[str, object]:
    """One row of stations.csv."""
    special = station.special
    return {
        "code": station.code,
        "ward": station.ward.code,
        "number": station.number,
        "kind": "special" if special else "regular",
        "name": special.name if special else f"TPS {station.number:03d} {station.ward.name}",
        "latitude": f"{station.latitude:.5f}",
        "longitude": f"{station.longitude:.5f}",
        "dpt_men": station.men,
        "dpt_women": station.women,
        "dpt_total": station.voters,
        **origin(plan, special.doubt if special else ""),
    }


def result_rows(plan: Plan, stations: list[Station], forms: dict[str, list[Figures]]) -> Rows:
    """The rows of results.csv, contest by contest."""
    return [
        {"contest": contest, "station": station.code, **figures, **origin(plan)}
        for contest, of_contest in sorted(forms.items())
        for station, figures in zip(stations, of_contest, strict=True)
    ]


def origin(plan: Plan, doubt: str = "") -> dict[str, object]:
    """The columns that say where a sample row comes from."""
    return {"source": plan.source, "precision": "not_stated", "doubt": doubt, "sample": "true"}


def to_csv(table: schema.Table, rows: Rows) -> str:
    """The table as CSV text with its own heading."""
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, [column.name for column in table.columns], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue()


if __name__ == "__main__":
    main()
