"""A pack that was sent: one .zip or several files in, the files of a pack's folder out, whatever was sent.

Nothing is written anywhere before every name and size has been looked at, and no name of the parcel is ever
used as a path: what comes out is a flat list of file names with their bytes.
"""

from __future__ import annotations

import io
import re
import struct
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_IFMT, S_ISDIR, S_ISREG

from .faults import Fault, FaultList, Place
from .folder import HEADER, LARGEST_FILE
from .model import Pack
from .reader import read

LARGEST_PARCEL = 40_000_000  # bytes, as sent and unpacked; the largest shipped pack has 0.3 MB
MOST_FILES = 60  # a pack has 27
HIGHEST_RATIO = 100  # tables of numbers shrink to a tenth
UNSUSPICIOUS = 1_000_000  # bytes; a file below this may shrink as it likes
MOST_ENTRIES = 2_000  # of an archive's list, folders and a Mac's second set of files among them
LARGEST_LIST = 1_000_000  # bytes of that list, which is read before anything in it can be judged

_END, _END_SIZE = b"PK\x05\x06", 22
_LOCATOR_OF_64, _LOCATOR_SIZE = b"PK\x06\x07", 20
_LONGEST_COMMENT = 65_535
_ZIP_STARTS = (b"PK\x03\x04", _END)
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LONGEST_NAME = 100
_DAMAGES = (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, RuntimeError, EOFError)
"""What the reader of archives raises for a damaged one."""

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Sent:
    """One file as somebody sent it."""

    name: str
    content: bytes


def unpack(parcel: Iterable[Sent]) -> tuple[Files, list[Fault]]:
    """The files of a parcel by name, or none and every fault of the parcel itself.

    A parcel is one .zip, whose files may lie in one folder, or any number of loose files. What computers add
    by themselves (``__MACOSX``, ``.DS_Store``, ``Thumbs.db``) is left out.
    """
    faults = FaultList()
    sent = [one for one in parcel if not _JUNK.search(one.name)]
    archive = sent[0] if len(sent) == 1 and _is_archive(sent[0]) else None
    files = _from_archive(archive, faults) if archive else _loose(sent, faults)
    return ({}, faults.sorted()) if faults else (files, [])


def read_files(files: Mapping[str, bytes]) -> tuple[Pack | None, list[Fault]]:
    """Read and check a pack by the content of its files; see :func:`~siaga.engines.packs.read`."""
    if HEADER not in files:
        faults = FaultList()
        faults.add("missing_file", Place(HEADER), file=HEADER)
        return None, faults.sorted()
    with tempfile.TemporaryDirectory(prefix="siaga-pack-") as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        return read(folder)


def repack(files: Mapping[str, bytes]) -> bytes:
    """The files as one .zip, the same bytes for the same files whenever and in whatever order they came."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name])
    return target.getvalue()


def _is_archive(sent: Sent) -> bool:
    if sent.name.lower().endswith(".xlsx"):  # a workbook is a zip inside, and yet a file
        return False
    return sent.name.lower().endswith(_ARCHIVES) or sent.content.startswith(_ZIP_STARTS)


def _loose(sent: list[Sent], faults: FaultList) -> Files:
    names = [re.split(r"[/\\]", one.name)[-1] for one in sent]
    _judge_names(names, faults)
    _judge_sizes([(name, len(one.content)) for name, one in zip(names, sent, strict=True)], faults)
    for name, one in zip(names, sent, strict=True):
        if _is_archive(one):
            faults.add("nested_archive", Place(name))
    return {name: one.content for name, one in zip(names, sent, strict=True)}


def _from_archive(sent: Sent, faults: FaultList) -> Files:
    """The files of an archive. Its list is judged as a whole before the first byte is unpacked."""
    try:
        _judge_list(sent.content)
        with zipfile.ZipFile(io.BytesIO(sent.content)) as archive:
            entries = _entries(archive, faults)
            return {} if faults else _contents(archive, entries, faults)
    except _DAMAGES as problem:
        faults.add("bad_archive", Place(sent.name), reason=problem or type(problem).__name__)
        return {}


def _judge_list(content: bytes) -> None:
    """Refuse a list of entries too long to be read at all; the record at the end says how long it is."""
    end = _end_of_list(content)
    if end is None:
        raise zipfile.BadZipFile("not a zip file")
    if content[max(0, end - _LOCATOR_SIZE) : end].startswith(_LOCATOR_OF_64):
        raise zipfile.BadZipFile("zip64 is for archives of more than 4 GB")
    length = int.from_bytes(content[end + 12 : end + 16], "little")
    if length > LARGEST_LIST:
        raise zipfile.BadZipFile("the list of files is too long")


def _end_of_list(content: bytes) -> int | None:
    """Where the last record begins, found in the way the reader of archives finds it."""
    bare = len(content) - _END_SIZE
    if bare >= 0 and content.startswith(_END, bare) and content.endswith(b"\0\0"):
        return bare
    found = content.rfind(_END, max(0, bare - _LONGEST_COMMENT))
    return found if found >= 0 else None


def _entries(archive: zipfile.ZipFile, faults: FaultList) -> dict[str, zipfile.ZipInfo]:
    """The entries that are files of the pack, by their names in its folder; a fault for any other."""
    listed = archive.infolist()
    if len(listed) > MOST_ENTRIES:
        faults.add("too_many_files", Place(""), count=len(listed), cap=MOST_ENTRIES)
        return {}
    entries = [e for e in listed if not _is_folder(e) and not _JUNK.search(_path(e))]
    for entry in entries:
        _judge_entry(entry, faults)
    names = list(_in_one_folder([_path(entry) for entry in entries]))
    _judge_names(names, faults)
    named = dict(zip(names, entries, strict=True))
    _judge_sizes([(name, entry.file_size) for name, entry in zip(names, entries, strict=True)], faults)
    return named


def _path(entry: zipfile.ZipInfo) -> str:
    return entry.orig_filename.replace("\\", "/")


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    return not entry.file_size and (_path(entry).endswith("/") or S_ISDIR(entry.external_attr >> 16))


def _judge_entry(entry: zipfile.ZipInfo, faults: FaultList) -> None:
    path = _path(entry)
    place = Place(path)
    mode = entry.external_attr >> 16
    leads_out = path.startswith("/") or ":" in path or "\0" in path or ".." in path.split("/")
    if leads_out or (S_IFMT(mode) and not S_ISREG(mode)):  # a link or device of a Unix archive
        faults.add("outside_folder", place)
    if entry.flag_bits & _ENCRYPTED:
        faults.add("encrypted", place)
    if entry.compress_type not in _METHODS:
        faults.add("bad_archive", place, reason=f"method {entry.compress_type}")
    ratio = entry.file_size // max(entry.compress_size, 1)
    if entry.file_size > UNSUSPICIOUS and ratio > HIGHEST_RATIO:
        faults.add("squeezed", place, ratio=ratio, cap=HIGHEST_RATIO)


def _in_one_folder(paths: list[str]) -> Iterator[str]:
    """The paths without the one folder that all of them lie in, if there is such a folder."""
    tops = {path.split("/", 1)[0] for path in paths if "/" in path}
    shared = len(tops) == 1 and all("/" in path for path in paths)
    for path in paths:
        yield path.split("/", 1)[1] if shared else path


def _judge_names(names: list[str], faults: FaultList) -> None:
    if len(names) > MOST_FILES:
        faults.add("too_many_files", Place(""), count=len(names), cap=MOST_FILES)
    twice = {name for name, times in Counter(name.casefold() for name in names).items() if times > 1}
    for name in names:
        if "/" in name:
            faults.add("in_subfolder", Place(name))
        elif not name.strip(". ") or len(name) > _LONGEST_NAME or not name.isprintable():
            faults.add("bad_name", Place(name))
        if name.casefold() in twice:
            faults.add("double_file", Place(name), name=name)


def _judge_sizes(sizes: list[tuple[str, int]], faults: FaultList) -> None:
    for name, size in sizes:
        if size > LARGEST_FILE:
            faults.add("too_large", Place(name), size=size, cap=LARGEST_FILE)
    total = sum(size for _name, size in sizes)
    if total > LARGEST_PARCEL:
        faults.add("parcel_too_large", Place(""), size=total, cap=LARGEST_PARCEL)


def _contents(archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], faults: FaultList) -> Files:
    """The bytes of every entry; never more than its entry in the list has said, since that was judged."""
    files: Files = {}
    for name, entry in entries.items():
        with archive.open(entry) as file:
            files[name] = file.read(entry.file_size + 1)
        if _is_archive(Sent(name, files[name])):
            faults.add("nested_archive", Place(name))
    return files
