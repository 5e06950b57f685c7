"""``siaga audit``: from a publication to the list of forms, and from the filled list to an outcome."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from siaga.cli import main
from siaga.engines.publication import Row
from siaga.engines.recap import State
from tests.kit.ledger import OTHER_KEY
from tests.kit.publications import contest_of, edition, figures_of, written

SEED = "31415926535897932384"
STATIONS = [f"1872011001{n:03d}" for n in range(1, 61)]


def run(*arguments):
    return CliRunner().invoke(main, ["audit", *map(str, arguments)])


def won(station, share=0.75):
    """A counted row in which number 1 has this share of the valid votes."""
    figures = figures_of(station)
    first = int(figures["suara_sah"] * share)
    figures |= {"paslon1": first, "paslon2": figures["suara_sah"] - first}
    return Row(station, State.COUNTED, False, 1, 2, figures["dpt_j"], figures)


ROWS = [won(station) for station in STATIONS]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    whole = replace(edition(), contests=(contest_of(ROWS),), photos=())
    return written(tmp_path_factory.mktemp("audit") / "p", whole)


def fill(file, papers=None):
    """Fill in the list from the papers: what was published, unless a paper says otherwise."""
    published = {row.station: row.figures for row in ROWS}
    with file.open() as opened:
        lines = list(csv.DictReader(opened))
    for line in lines:
        station = line["kode_tps"].replace(".", "")
        said = (papers or {}).get(station, published[station])
        line.update({n: said[n] for n in ("paslon1", "paslon2")})
    with file.open("w", newline="") as opened:
        writer = csv.DictWriter(opened, lines[0].keys())
        writer.writeheader()
        writer.writerows(lines)
    return lines


def test_a_plan_says_how_many_forms_and_why(folder):
    result = run("plan", folder, "--risk-limit", "5%", "--lang", "en")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0].startswith("mayor: number 1 leads number 2 by ")
    assert "(60 stations)" in lines[1]
    assert lines[2].startswith("Make ") and lines[2].endswith("forms of 60.")


def test_a_seed_fixes_the_forms(folder):
    first = json.loads(run("plan", folder, "--seed", SEED, "--json").stdout)
    again = json.loads(run("plan", folder, "--seed", SEED, "--json").stdout)
    other = json.loads(run("plan", folder, "--seed", "27182818284590452353", "--json").stdout)
    assert first == again and first["drawn"] != other["drawn"]
    assert len(first["drawn"]) == first["draws"] and set(first["drawn"]) <= set(STATIONS)


def test_papers_that_agree_confirm_the_outcome(folder, tmp_path):
    list_of_forms = tmp_path / "forms.csv"
    assert run("plan", folder, "--seed", SEED, "--out", list_of_forms).exit_code == 0
    fill(list_of_forms)
    result = run("check", folder, "--seed", SEED, "--papers", list_of_forms, "--lang", "en")
    assert result.exit_code == 0, result.output
    assert "The paper confirms the outcome." in result.output


def test_a_form_that_is_not_read_yet_confirms_nothing(folder, tmp_path):
    list_of_forms = tmp_path / "forms.csv"
    run("plan", folder, "--seed", SEED, "--out", list_of_forms)
    result = run("check", folder, "--seed", SEED, "--papers", list_of_forms)
    assert result.exit_code == 1
    assert result.output.startswith("Belum dibaca: ")


def test_papers_that_differ_ask_for_more(folder, tmp_path):
    list_of_forms = tmp_path / "forms.csv"
    run("plan", folder, "--seed", SEED, "--out", list_of_forms)
    drawn = json.loads(run("plan", folder, "--seed", SEED, "--json").stdout)["drawn"]
    swapped = won(drawn[0]).figures
    fill(list_of_forms, {drawn[0]: {"paslon1": swapped["paslon2"], "paslon2": swapped["paslon1"]}})
    result = run("check", folder, "--seed", SEED, "--papers", list_of_forms, "--json")
    document = json.loads(result.stdout)
    assert result.exit_code == 1
    assert not document["confirmed"] and document["more_draws"] > 0
    assert document["differences"][0]["station"] == drawn[0]
    assert document["p_value"] > 0.05


def test_a_close_race_asks_for_every_form(tmp_path):
    even = [replace(row, figures=_level(row.figures, 1 if row is ROWS[0] else 0)) for row in ROWS]
    whole = replace(edition(), contests=(contest_of(even),), photos=())
    folder, list_of_forms = written(tmp_path / "p", whole), tmp_path / "all.csv"
    result = run("plan", folder, "--lang", "en", "--out", list_of_forms)
    assert result.exit_code == 1
    assert "read every form" in result.output
    assert len(fill(list_of_forms, {row.station: row.figures for row in even})) == len(STATIONS)
    assert run("check", folder, "--papers", list_of_forms).exit_code == 0
    turned = even[0].figures | {"paslon1": even[0].figures["paslon2"], "paslon2": even[0].figures["paslon1"]}
    fill(list_of_forms, {row.station: row.figures for row in even} | {even[0].station: turned})
    result = run("check", folder, "--papers", list_of_forms, "--lang", "en")
    assert result.exit_code == 1 and "P-value after 60 draws: 1.000000" in result.output


def _level(figures, lead):
    """The same form with its valid votes shared evenly; each vote of the lead was one that spoilt."""
    half, spoilt = divmod(figures["suara_sah"], 2)
    votes = {"paslon1": half, "paslon2": half - lead, "suara_sah": 2 * half - lead}
    return {**figures, **votes, "suara_tidak_sah": figures["suara_tidak_sah"] + spoilt + lead}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--risk-limit", "0"], "--risk-limit '0' is not a share"),
        (["--risk-limit", "x%"], "--risk-limit 'x%' is not a share"),
        (["--contest", "king"], "there is no contest 'king': --contest mayor"),
        (["--out", "forms.csv"], "--out needs --seed"),
        (["--key", str(OTHER_KEY.public)], "does not prove itself: manifest.note"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(folder, arguments, said):
    result = run("plan", folder, *arguments, "--lang", "en")
    assert result.exit_code == 2
    assert said in result.stderr and result.stderr.count("\n") == 1


def test_several_contests_must_be_named(tmp_path):
    folder = written(tmp_path / "p")
    assert (
        "say which contest is checked: --contest mayor or governor"
        in run("plan", folder, "--lang", "en").stderr
    )
    assert "sebutkan pemilihan yang diperiksa: --contest mayor atau governor" in run("plan", folder).stderr
    assert run("plan", folder, "--contest", "mayor", "--contest", "governor").exit_code in (0, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kode_tps\n", "line 1: no column contest"),
        (
            "kode_tps,contest,paslon1,paslon2\n1872011001001,king,1,2\n",
            "line 2: no contest 'king' is checked",
        ),
        (
            "kode_tps,contest,paslon1,paslon2\n1872011001001,mayor,x,2\n",
            "line 2, paslon1: 'x' is not a whole",
        ),
        (
            "kode_tps,contest,paslon1,paslon2\n" + "1872011001001,mayor,1,2\n" * 2,
            "line 3: this station is there twice",
        ),
    ],
)
def test_papers_that_cannot_be_read(folder, tmp_path, text, said):
    (tmp_path / "papers.csv").write_text(text)
    result = run("check", folder, "--seed", SEED, "--papers", tmp_path / "papers.csv", "--lang", "en")
    assert result.exit_code == 2 and said in result.stderr


def test_a_paper_with_more_votes_than_ballots(folder, tmp_path):
    list_of_forms = tmp_path / "forms.csv"
    run("plan", folder, "--seed", SEED, "--out", list_of_forms)
    drawn = json.loads(run("plan", folder, "--seed", SEED, "--json").stdout)["drawn"]
    fill(list_of_forms, {drawn[0]: {"paslon1": 5000, "paslon2": 1}})
    result = run("check", folder, "--seed", SEED, "--papers", list_of_forms)
    assert result.exit_code == 2 and "5001 suara untuk mayor, padahal" in result.stderr


@pytest.mark.parametrize("word", ["walikota", "Walikota", "mayor"])
def test_a_contest_is_named_as_in_every_verb(folder, word):
    assert json.loads(run("plan", folder, "--contest", word, "--json").stdout)["contests"] == ["mayor"]


def test_a_list_says_where_each_form_lies(folder, tmp_path):
    list_of_forms = tmp_path / "forms.csv"
    told = run("plan", folder, "--seed", SEED, "--out", list_of_forms).output
    with list_of_forms.open() as opened:
        lines = list(csv.DictReader(opened))
    assert {(line["kecamatan"], line["kelurahan"]) for line in lines} == {("Metro Pusat", "Metro")}
    for line in lines:
        assert line["kode_tps"] == f"18.72.01.1001.{line['tps']}"
        assert f"  1872011001{line['tps']}  TPS {line['tps']}, Metro, Metro Pusat" in told


@pytest.mark.parametrize(
    "left",
    [
        lambda text: text.replace(",", ";"),
        lambda text: "\ufeff" + text.replace(",", ";").replace("\n", "\r\n"),
        lambda text: "sep=;\r\n" + text.replace(",", ";").replace("\n", "\r\n"),
        lambda text: text.replace(",", "\t").replace("\n", "\n\t\t\n"),
        lambda text: text.replace(".", "").upper().replace("MAYOR", "mayor"),
    ],
    ids=["semicolons", "excel", "sep line", "tabs", "plain codes, capital heading"],
)
def test_a_list_is_read_as_a_spreadsheet_leaves_it(folder, tmp_path, left):
    list_of_forms = tmp_path / "forms.csv"
    run("plan", folder, "--seed", SEED, "--out", list_of_forms)
    fill(list_of_forms)
    plain = run("check", folder, "--seed", SEED, "--papers", list_of_forms, "--json").stdout
    list_of_forms.write_text(left(list_of_forms.read_text().replace("\r", "")), newline="")
    result = run("check", folder, "--seed", SEED, "--papers", list_of_forms, "--json")
    assert (result.exit_code, result.stdout) == (0, plain), result.stderr


def test_a_code_that_a_spreadsheet_rounded_away_is_named(folder, tmp_path):
    (tmp_path / "p.csv").write_text("kode_tps;contest;paslon1;paslon2\n1,87201E+12;mayor;1;2\n")
    result = run("check", folder, "--seed", SEED, "--papers", tmp_path / "p.csv")
    assert result.exit_code == 2
    assert "p.csv, baris 2: '1,87201E+12' bukan kode TPS: tulis 13 digit atau" in result.stderr


def test_a_list_of_another_seed_is_not_taken_for_one_half_read(folder, tmp_path):
    list_of_forms = tmp_path / "forms.csv"
    run("plan", folder, "--seed", SEED, "--out", list_of_forms)
    fill(list_of_forms)
    result = run("check", folder, "--seed", "27182818284590452353", "--papers", list_of_forms)
    assert result.exit_code == 2
    assert "daftar ini diundi dengan seed, jumlah undian, atau terbitan lain" in result.stderr


def test_a_list_of_fewer_draws_is_only_too_short(folder, tmp_path):
    list_of_forms = tmp_path / "forms.csv"
    run("plan", folder, "--seed", SEED, "--draws", "3", "--out", list_of_forms)
    fill(list_of_forms)
    result = run("check", folder, "--seed", SEED, "--papers", list_of_forms, "--lang", "en")
    assert result.exit_code == 1
    assert result.output.startswith("Not read yet: 1872011001")


def register_file(path, rows=ROWS, separator=",", change=None):
    """The decree's register: what is true, whatever was published."""
    lines = [separator.join(("kode_tps", "dpt_j"))]
    voters = {row.station: row.registered for row in rows} | (change or {})
    lines += [separator.join((station, str(count))) for station, count in voters.items() if count is not None]
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("verb", ["plan", "verify"])
def test_the_register_of_the_decree_fits(folder, tmp_path, verb, separator):
    register = register_file(tmp_path / "dpt.csv", separator=separator)
    if verb == "plan":
        result = run("plan", folder, "--register", register, "--lang", "en")
    else:
        result = CliRunner().invoke(
            main, ["verify", str(folder), "--register", str(register), "--lang", "en"]
        )
    assert result.exit_code == 0, result.output
    voters = sum(row.registered for row in ROWS)
    line = f"OK  mayor: {voters} voters in the register of 60 stations; as in the list you gave"
    assert line in result.output.splitlines()


def test_without_the_register_its_digest_is_said_to_be_compared(folder):
    lines = "".join(f"{row.station},{row.registered}\n" for row in sorted(ROWS, key=lambda row: row.station))
    digest = hashlib.sha256(lines.encode()).hexdigest()
    result = run("plan", folder, "--lang", "en")
    assert f"compare it with the KPU's decree (--register); digest of the list: {digest}" in result.output
    document = json.loads(run("plan", folder, "--json").stdout)
    voters = sum(row.registered for row in ROWS)
    told = {"contest": "mayor", "stations": 60, "voters": voters, "unstated": 0, "digest": digest}
    assert document["registers"] == [told] and not document["register_checked"]


def test_the_winners_best_stations_left_out_turn_the_outcome_and_only_the_register_shows_it(tmp_path):
    rows = [won(station, 0.8 if n < 40 else 0.3) for n, station in enumerate(STATIONS)]
    lead = sum(row.figures["paslon1"] - row.figures["paslon2"] for row in rows)
    rest, register = rows[30:], register_file(tmp_path / "dpt.csv", rows)
    assert lead > 0 > sum(row.figures["paslon1"] - row.figures["paslon2"] for row in rest)
    folder = written(tmp_path / "p", replace(edition(), contests=(contest_of(rest),), photos=()))
    assert CliRunner().invoke(main, ["verify", str(folder)]).exit_code == 0, "every sum is right"
    assert "number 2 leads number 1" in run("plan", folder, "--lang", "en").output
    refused = run("plan", folder, "--register", register, "--lang", "en")
    assert refused.exit_code == 2 and refused.stderr.count("\n") == 1
    assert f"station {STATIONS[0]} is in the register, and not listed" in refused.stderr
    result = CliRunner().invoke(main, ["verify", str(folder), "--register", str(register), "--json"])
    document = json.loads(result.stdout)
    assert result.exit_code == 1 and document["register_checked"]
    assert len(document["findings"]) == 30


def test_a_hidden_station_with_a_register_of_one_voter(tmp_path):
    hidden = set(STATIONS[:3])
    empty = {"state": State.MISSING, "version": 0, "revision": 0, "figures": {}, "registered": 1}
    rows = [replace(row, **empty) if row.station in hidden else row for row in ROWS]
    folder = written(tmp_path / "p", replace(edition(), contests=(contest_of(rows),), photos=()))
    register = register_file(tmp_path / "dpt.csv")
    refused = run("plan", folder, "--register", register, "--lang", "en")
    true = {row.station: row.registered for row in ROWS}[min(hidden)]
    assert refused.exit_code == 2
    assert f"station {min(hidden)} has 1 voters, and {true} by the register" in refused.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kode_tps,dpt_j\n1872011001001,x\n", "line 2: dpt_j: 'x' is not a whole number"),
        ("kode_tps,dpt_j\n1872011001001,1\n1872011001001,2\n", "line 3: station 1872011001001 is already on"),
        ("kode_tps,dpt_j\n1872011001001,1\n18.72.01.1001.001,1\n", "a station is there twice"),
        ("kode_tps,dpt_j\n1872011001001,\n", "no dpt_j for station 1872011001001"),
        ("kode_tps,dpt_j\nMetro,5\n", "'Metro' is not a station code"),
        ("kode_tps,nama\n", "no figure column"),
        ("kode_tps,dpt_j\n1872099999999,5\n", "station 1872099999999 is in the register, and not listed"),
    ],
)
def test_a_register_that_cannot_be_used_or_does_not_fit(folder, tmp_path, text, said):
    (tmp_path / "dpt.csv").write_text(text)
    result = run("plan", folder, "--register", tmp_path / "dpt.csv", "--lang", "en")
    assert result.exit_code == 2
    assert said in result.stderr and result.stderr.count("\n") == 1
