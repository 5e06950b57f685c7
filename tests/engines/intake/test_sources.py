"""Files, addresses and profiles that have to be guessed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from siaga.engines.intake import ResultRow, SourceError, guess_profile, read, read_register, sources
from siaga.law.profiles import load
from tests.kit.shared import data_file

PEMILU = load("pemilu-2024")
CSV = "kode_tps,dpt_j,peng_dpk_j\n1872011001001,236,1\n"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "rows.csv").write_text(CSV)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_address_is_read_like_a_file(address: str):
    (row,) = read(f"{address}/rows.csv", PEMILU)
    assert isinstance(row, ResultRow)
    assert row.figures["dpt_j"] == 236


def test_an_address_that_does_not_answer_is_refused(address: str):
    with pytest.raises(SourceError, match="cannot be fetched"):
        read(f"{address}/nothing.csv", PEMILU)


def test_more_than_the_cap_is_refused(address: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sources, "MOST_BYTES", 10)
    with pytest.raises(SourceError, match="larger than"):
        read(f"{address}/rows.csv", PEMILU)


@pytest.mark.parametrize("source", ["no/such/file.csv", "a\0b", "x" * 5000])
def test_what_cannot_be_opened_is_refused(source: str):
    with pytest.raises(SourceError):
        list(read(source, PEMILU))


def test_a_folder_without_result_files_is_refused(tmp_path):
    (tmp_path / "letter.pdf").write_text("not a result")
    with pytest.raises(SourceError):
        list(read(str(tmp_path), PEMILU))


@pytest.mark.parametrize(
    ("name", "text", "profile"),
    [
        ("rows.csv", CSV, "pemilu-2024"),
        ("rows.csv", CSV.replace("dpk", "dpph"), "pilkada-2024"),
        ("rows.csv", "kode_tps,dpt_j\n1,2\n", "pilkada-2024"),
        ("ppwp/1872011001001.json", "{}", "pemilu-2024"),
        ("pkwkk/1872011001001.json", "{}", "pilkada-2024"),
    ],
)
def test_the_profile_is_guessed_from_what_only_one_election_has(
    tmp_path: Path, name: str, text: str, profile: str
):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    assert guess_profile(str(path)) == profile


@pytest.mark.parametrize("source", ["-", "http://example.org/rows.csv"])
def test_a_source_read_once_needs_its_profile_named(source: str):
    with pytest.raises(SourceError, match="--profile"):
        guess_profile(source)


def test_a_register_gives_the_dpt_of_each_station(tmp_path: Path):
    path = tmp_path / "dpt.csv"
    path.write_text("kode_tps,dpt_j,dpt_l\n1,236,\n2,x,\n3,,\n")
    register, problems = read_register(str(path), PEMILU)
    assert register == {"1": {"dpt_j": 236}, "3": {}}
    assert [problem.line for problem in problems] == [3]


def test_the_real_files_have_no_unreadable_line():
    for name, rows in (("kota_metro", 462), ("kota_pangkalpinang", 622)):
        found = list(read(str(data_file(f"sirekap-2024/{name}_pilpres2024_tps.csv")), PEMILU))
        assert len(found) == rows
        assert all(isinstance(item, ResultRow) for item in found)
