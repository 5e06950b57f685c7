"""Where result rows come from: a file, a folder, standard input, or an address the user gave."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from siaga.engines.intake.kpu import items_of_json
from siaga.engines.intake.rows import Item, Problem, ResultRow, SourceError
from siaga.engines.intake.tables import rows_of_csv, rows_of_parquet
from siaga.law.profiles import Profile

MOST_BYTES = 512 << 20
"""The largest source read, unpacked; all stations of the country are a fifth of it."""

TIMEOUT = 30
"""Seconds an address may stay silent."""

READABLE = (".csv", ".csv.gz", ".txt", ".json", ".json.gz", ".parquet")


def read(source: str, profile: Profile) -> Iterator[Item]:
    """Rows, sheets and problems of a path, a folder, ``-`` or an http(s) address.

    A fault in one line is a Problem and the rest is read; so is a file of a folder that cannot be read at
    all. Raises SourceError when nothing can be read. No address is opened unless it is the source itself.
    """
    if source.startswith(("http://", "https://")):
        return items_of(_fetched(source), profile, source)
    if source == "-":
        return items_of(sys.stdin.buffer.read(MOST_BYTES + 1), profile, "standard input")
    files = files_of(Path(source))
    if files == [Path(source)]:
        return items_of(_opened(files[0]), profile, source)
    return _of_folder(files, profile)


def items_of(data: bytes, profile: Profile, file: str) -> Iterator[Item]:
    """Items of the bytes of one file, whatever its name says it is. Raises SourceError."""
    data, cut = _unpacked(data, file)
    if data.startswith(b"PK\x03\x04"):
        raise SourceError(f"{file}: an Excel workbook or archive; save the sheet as CSV first")
    items = _by_content(data, profile, file)
    first = next(items, None)  # so that a header fault is raised here, not while the rows are used
    last = (
        Problem(file, 0, "", "the compressed file is cut off", "berkas terkompresi terpotong")
        if cut
        else None
    )
    return _chained(first, items, last)


def files_of(path: Path) -> list[Path]:
    """The file itself, or the readable files of a folder, sorted. Raises SourceError."""
    try:
        if not path.is_dir():
            return [path]
        files = sorted(p for p in path.rglob("*") if p.name.endswith(READABLE) and p.is_file())
    except (OSError, ValueError) as fault:
        raise SourceError(f"{path!s:.200}: cannot be opened ({fault})") from fault
    if not files:
        raise SourceError(f"{path}: no file ending in {', '.join(READABLE)}")
    return files


def content_of(path: Path) -> bytes:
    """The bytes of a file, unpacked. Raises SourceError."""
    return _unpacked(_opened(path), str(path))[0]


def _by_content(data: bytes, profile: Profile, file: str) -> Iterator[Item]:
    if data.startswith(b"PAR1"):
        yield from _parquet(data, profile, file)
    elif data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        yield from items_of_json(data, profile, file)
    else:
        yield from rows_of_csv(data, profile, file)


def _chained(first: Item | None, rest: Iterator[Item], last: Problem | None) -> Iterator[Item]:
    if first is not None:
        yield first
    yield from rest
    if last is not None:
        yield last


def _parquet(data: bytes, profile: Profile, file: str) -> Iterator[Item]:
    with NamedTemporaryFile(suffix=".parquet") as copy:
        copy.write(data)
        copy.flush()
        yield from rows_of_parquet(Path(copy.name), profile, file)


def _opened(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise SourceError(f"{path!s:.200}: cannot be opened ({reason})") from fault


def _unpacked(data: bytes, file: str) -> tuple[bytes, bool]:
    """The content, out of gzip if it is in it, and whether it was cut off."""
    cut = False
    if data.startswith(b"\x1f\x8b"):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            data = unpacker.decompress(data, MOST_BYTES + 1)
        except zlib.error:
            raise SourceError(f"{file}: the compressed file is spoilt") from None
        cut = not unpacker.eof
    if len(data) > MOST_BYTES:
        raise SourceError(f"{file}: larger than {MOST_BYTES >> 20} MB")
    return data, cut


def _of_folder(files: list[Path], profile: Profile) -> Iterator[Item]:
    seen: dict[tuple[str, str], ResultRow] = {}
    for path in files:
        try:
            for item in items_of(_opened(path), profile, str(path)):
                once = _once(item, seen) if isinstance(item, ResultRow) else item
                if once is not None:
                    yield once
        except SourceError as fault:
            yield Problem(str(path), 0, "", str(fault), f"berkas tidak dapat dibaca: {fault}")


def _once(row: ResultRow, seen: dict[tuple[str, str], ResultRow]) -> ResultRow | Problem | None:
    """The row, or a problem when another file of the folder already had its station in this contest.

    None for a line of a ward's sheet that repeats what the station's own file says, as KPU's feed does.
    """
    first = seen.setdefault((row.contest, row.station), row)
    if first.file == row.file:
        return row
    if row.listed and _repeats(row, first):
        return None
    return Problem(
        row.file,
        row.line,
        "kode_tps",
        f"station {row.station} is already in {first.file}",
        f"TPS {row.station} sudah ada di {first.file}",
    )


def _repeats(listed: ResultRow, form: ResultRow) -> bool:
    """Whether every vote of the sheet's line is that of the form."""
    return all(form.figures.get(name) == value for name, value in listed.figures.items() if value is not None)


def _fetched(address: str) -> bytes:
    from urllib.error import URLError
    from urllib.request import Request, urlopen

    try:
        request = Request(address, headers={"User-Agent": "siaga-check"})  # noqa: S310 - read() lets only http(s) in
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            data: bytes = answer.read(MOST_BYTES + 1)
    except (URLError, OSError, ValueError) as fault:
        raise SourceError(f"{address}: cannot be fetched ({getattr(fault, 'reason', fault)})") from fault
    return data
