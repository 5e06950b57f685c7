"""Archives and folders of strangers: refused in one sentence, before anything in them is believed."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from siaga.engines.ledger.verify import UnusableError
from siaga.engines.publication import store, write_zip
from siaga.engines.publication.store import is_publication
from siaga.engines.publication.verify import verify_publication
from tests.kit.publications import edition, signed, written


def archive(tmp_path, entries, name="p.zip"):
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for entry, data in entries:
            target.writestr(entry, data)
    return path


def refusal(path):
    with pytest.raises(UnusableError) as refused:
        verify_publication(path)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "rows/../../evil.txt",
        "/etc/passwd",
        "C:\\evil.txt",
        "rows\\evil.csv",
        "rows//x",
        "./x",
        ".hidden",
        "a" * 300,
        "naïve.txt",
        "rows/\n.csv",
    ],
)
def test_a_name_that_may_lead_outside(tmp_path, name):
    path = archive(tmp_path, [("manifest.json", b"{}"), (name, b"x")])
    assert "may lead outside the publication; refused" in refusal(path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["p.zip"]


def test_a_link_in_an_archive(tmp_path):
    link = zipfile.ZipInfo("rows/mayor.csv")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    path = archive(tmp_path, [("manifest.json", b"{}"), (link, b"/etc/passwd")])
    assert "'rows/mayor.csv' is a link or no plain file; refused" in refusal(path)


@pytest.mark.parametrize("make", [Path.symlink_to, lambda path, _: os.mkfifo(path)])
def test_a_link_or_pipe_in_a_folder(tmp_path, make):
    folder = written(tmp_path / "p")
    (folder / "photos.csv").unlink()
    make(folder / "photos.csv", tmp_path)
    assert "'photos.csv' is a link or no plain file; refused" in refusal(folder)


def test_a_folder_that_is_a_link(tmp_path):
    folder = written(tmp_path / "p")
    (folder / "extra").symlink_to("/")
    assert "'extra' is a link or no plain file; refused" in refusal(folder)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_in_an_archive(tmp_path):
    path = archive(tmp_path, [("manifest.json", b"{}"), ("rows/a.csv", b"1"), ("rows/a.csv", b"2")])
    assert "'rows/a.csv' is in the archive twice" in refusal(path)


def test_a_bomb_by_what_it_claims(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "MOST_BYTES", 1 << 20)
    path = archive(tmp_path, [("manifest.json", b"{}"), ("rows/a.csv", bytes(5 << 20))])
    assert path.stat().st_size < 10_000
    assert "rows/a.csv claims 5242880 bytes; the limit is 1048576" in refusal(path)


def test_a_bomb_of_many_files(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "MOST_IN_ALL", 3 << 20)
    files = [(f"rows/{n}.csv", bytes(1 << 20)) for n in range(4)]
    path = archive(tmp_path, [("manifest.json", b"{}"), *files])
    assert "the files claim 4194306 bytes in all; the limit is 3145728" in refusal(path)


def test_too_many_names(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "MOST_FILES", 10)
    path = archive(tmp_path, [("manifest.json", b"{}"), *((f"f{n}", b"") for n in range(10))])
    assert "11 files; a publication has at most 10" in refusal(path)


def test_a_bomb_that_lies_about_its_size(tmp_path):
    """The headers claim 10 bytes, the packed data holds a megabyte: no more than claimed is unpacked."""
    path = archive(tmp_path, [("manifest.json", b"{}"), ("key.txt", bytes(1 << 20))])
    data = path.read_bytes().replace((1 << 20).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(data)
    with store.opened(path) as found:
        assert found.sizes["key.txt"] == 10
        with pytest.raises(store.DamagedError, match="cannot be read"):
            found.read("key.txt")


def test_an_encrypted_archive(tmp_path):
    path = archive(tmp_path, [("manifest.json", b"{}")])
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "encrypted; a publication is open to all" in refusal(path)


@pytest.mark.parametrize("cut", [10, 200, -30, -1])
def test_an_archive_cut_off(tmp_path, cut):
    whole = io.BytesIO()
    write_zip(signed(edition()), whole)
    path = tmp_path / "p.zip"
    path.write_bytes(whole.getvalue()[:cut])
    assert "not a .zip that can be opened" in refusal(path)


def test_a_spoilt_byte_inside_an_archive_is_found(tmp_path):
    whole = io.BytesIO()
    write_zip(signed(edition()), whole)
    data = bytearray(whole.getvalue())
    data[data.index(b"rows/mayor.csv") + 60] ^= 0xFF
    (tmp_path / "p.zip").write_bytes(data)
    assert {f.place for f in verify_publication(tmp_path / "p.zip").findings} == {"rows/mayor.csv"}


def test_a_folder_without_a_manifest_and_one_without_a_key(tmp_path):
    folder = written(tmp_path / "p")
    (folder / "key.txt").unlink()
    assert "key.txt: missing" in refusal(folder)
    (folder / "manifest.json").unlink()
    assert "no manifest.json: not a publication, or not whole" in refusal(folder)


def test_what_looks_like_a_publication(tmp_path):
    assert is_publication(written(tmp_path / "p"))
    assert is_publication(archive(tmp_path, [("x", b"")]))
    (tmp_path / "note.note").write_text("x")
    (tmp_path / "empty").mkdir()
    assert not any(is_publication(tmp_path / name) for name in ("note.note", "empty", "nothing"))
