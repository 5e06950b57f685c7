"""A pack as it was sent: what is honest comes out as it was, what is hostile comes out as a fault."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siaga.engines.packs import parcel
from siaga.engines.packs.catalogue import PARCEL
from siaga.engines.packs.parcel import Sent, read_files, repack, unpack
from tests.kit.packs import write_pack

FILES = {"pack.yaml": b"format: 1\n", "sources.csv": b"code,title\n", "stages.csv": b"code\n"}


def zipped(files: dict[str, bytes], **fields: int) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # about the names that are there twice
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            for field, value in fields.items():
                setattr(entry, field, value)
            archive.writestr(entry, content)
    return target.getvalue()


def locked(content: bytes) -> bytes:
    """The same archive saying of its first entry that it is encrypted."""
    start = content.index(b"PK\x01\x02")
    return content[: start + 8] + b"\x01" + content[start + 9 :]


def twice() -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("stages.csv", "a")
        archive.writestr("stages.csv", "b")
    return target.getvalue()


def found(*sent: Sent) -> set[tuple[str, str]]:
    files, faults = unpack(sent)
    assert bool(faults) != bool(files)
    return {(fault.code, fault.file) for fault in faults}


def of_zip(content: bytes) -> set[tuple[str, str]]:
    return found(Sent("paket.zip", content))


LINK = 0o120777 << 16
HOSTILE: list[tuple[str, str, Callable[[], bytes]]] = [
    ("outside_folder", "../stages.csv", lambda: zipped({"../stages.csv": b"x"})),
    ("outside_folder", "a/../../stages.csv", lambda: zipped({"a/../../stages.csv": b"x"})),
    ("outside_folder", "/etc/passwd", lambda: zipped({"/etc/passwd": b"x"})),
    ("outside_folder", "C:/stages.csv", lambda: zipped({"C:\\stages.csv": b"x"})),
    ("outside_folder", "stages.csv", lambda: zipped({"stages.csv": b"/etc/passwd"}, external_attr=LINK)),
    ("outside_folder", "stages.csv", lambda: zipped({"stages.csv": b""}, external_attr=0o010644 << 16)),
    ("encrypted", "pack.yaml", lambda: locked(zipped(FILES))),
    ("nested_archive", "dalam.zip", lambda: zipped({**FILES, "dalam.zip": zipped(FILES)})),
    ("nested_archive", "catatan.txt", lambda: zipped({**FILES, "catatan.txt": zipped(FILES)})),
    ("double_file", "stages.csv", twice),
    ("double_file", "STAGES.csv", lambda: zipped({"stages.csv": b"a", "STAGES.csv": b"b"})),
    ("in_subfolder", "lama/stages.csv", lambda: zipped({**FILES, "lama/stages.csv": b"x"})),
    (
        "in_subfolder",
        "dua/stages.csv",
        lambda: zipped({"a/stages.csv": b"x", "a/dua/stages.csv": b"x"}),
    ),
    ("bad_name", "…", lambda: zipped({**FILES, "a" * 400: b"x"})),
    ("too_many_files", "", lambda: zipped({f"{n}.csv": b"x" for n in range(parcel.MOST_FILES + 1)})),
    ("squeezed", "stages.csv", lambda: zipped({"stages.csv": b"0" * 2_000_000})),
    ("bad_archive", "stages.csv", lambda: stored_as(zipfile.ZIP_LZMA)),
    ("bad_archive", "paket.zip", lambda: b"PK\x03\x04 this is no archive"),
    ("bad_archive", "paket.zip", lambda: zipped(FILES)[:-30]),
    ("bad_archive", "paket.zip", lambda: zipped(FILES).replace(b"PK\x03\x04", b"PK\x09\x09", 1)),
]


def stored_as(method: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.writestr("stages.csv", b"code\n")
    return target.getvalue()


def name_of(value: object) -> str:
    """A name every process gives a case; a function's own would hold its place in memory."""
    return value[:30] if isinstance(value, str) else "made"


@pytest.mark.parametrize(("code", "file", "make"), HOSTILE, ids=name_of)
def test_a_hostile_archive_is_a_fault(code: str, file: str, make: Callable[[], bytes]) -> None:
    faults = of_zip(make())
    assert any(c == code and (f == file or (file == "…" and f.endswith("…"))) for c, f in faults), faults


def test_every_kind_of_fault_of_a_parcel_has_a_case() -> None:
    assert {code for code, _file, _make in HOSTILE} - {"outside_folder"} == set(PARCEL) - {"parcel_too_large"}


def test_all_files_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcel, "LARGEST_PARCEL", 20)
    assert of_zip(zipped(FILES)) == {("parcel_too_large", "")}
    assert found(*(Sent(*file) for file in FILES.items())) == {("parcel_too_large", "")}


def test_one_file_is_bounded_by_what_its_entry_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcel, "LARGEST_FILE", 10)
    assert ("too_large", "sources.csv") in of_zip(zipped(FILES))


def test_an_entry_that_says_less_than_it_holds_gives_no_more() -> None:
    """The list of the archive says 5 bytes; 2 MB of them would follow."""
    content = bytearray(zipped({"stages.csv": bytes(range(256)) * 8_000}))
    start = content.index(b"PK\x01\x02")
    struct.pack_into("<L", content, start + 24, 5)
    assert {code for code, _file in of_zip(bytes(content))} == {"bad_archive"}


def test_a_list_too_long_to_read_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcel, "LARGEST_LIST", 100)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    content = repacked_apart(FILES)
    assert {code for code, _file in of_zip(content)} == {"bad_archive"}


def repacked_apart(files: dict[str, bytes]) -> bytes:
    """An archive made by the system's own means, since the test has taken ZipFile away."""
    parts, listed = b"", b""
    for name, content in files.items():
        head = struct.pack("<5H3L2H", 20, 0, 0, 0, 33, 0, len(content), len(content), len(name), 0)
        tail = struct.pack("<3H2L", 0, 0, 0, 0, len(parts))
        listed += b"PK\x01\x02" + struct.pack("<H", 20) + head + tail + name.encode()
        parts += b"PK\x03\x04" + head + name.encode() + content
    return parts + listed + b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 3, 3, len(listed), len(parts), 0)


def test_what_computers_add_is_left_out_and_one_folder_is_opened() -> None:
    tree = {f"kota-contoh/{name}": content for name, content in FILES.items()}
    junk = {"__MACOSX/kota-contoh/._pack.yaml": b"x", "kota-contoh/.DS_Store": b"x", "kota-contoh/": b""}
    assert unpack([Sent("kota.zip", zipped({**junk, **tree}))]) == (FILES, [])


def test_a_windows_archive_with_backslashes_is_read() -> None:
    assert unpack([Sent("kota.zip", zipped({f"kota\\{name}": c for name, c in FILES.items()}))]) == (
        FILES,
        [],
    )


def test_loose_files_are_taken_as_they_are() -> None:
    sent = [Sent(name, content) for name, content in FILES.items()]
    assert unpack([*sent, Sent("Thumbs.db", b"x")]) == (FILES, [])
    assert found(*sent, Sent("lain.zip", zipped(FILES))) == {("nested_archive", "lain.zip")}
    assert found(*sent, Sent("pack.yaml", b"")) == {("double_file", "pack.yaml")}


def test_a_single_workbook_is_a_file_and_no_archive() -> None:
    content = zipped({"xl/workbook.xml": b"<x/>"})
    assert unpack([Sent("stages.xlsx", content)]) == ({"stages.xlsx": content}, [])


def test_repacking_gives_the_same_bytes_in_any_order() -> None:
    again = repack(dict(reversed(FILES.items())))
    assert repack(FILES) == again
    assert unpack([Sent("kota.zip", again)]) == (FILES, [])


def test_a_pack_is_read_from_its_files_and_a_parcel_without_header_is_no_pack(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack")
    pack, faults = read_files({file.name: file.read_bytes() for file in folder.iterdir()})
    assert (pack is not None, faults) == (True, [])
    pack, faults = read_files({"stages.csv": b"code\n"})
    assert (pack, [(f.code, f.file) for f in faults]) == (None, [("missing_file", "pack.yaml")])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_archive_is_read_or_is_a_fault_and_nothing_else(changes: list[tuple[int, int]]) -> None:
    content = bytearray(zipped(FILES))
    for place, value in changes:
        content[place % len(content)] = value
    files, faults = unpack([Sent("kota.zip", bytes(content))])
    assert not (files and faults)
    assert all("/" not in name and name.strip(". ") for name in files)
