"""Decoding strangers' photographs: good ones come out upright, all else is refused before it is decoded."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.reading.pages.reasons import REASONS
from siaga.engines.reading.photos import MOST_BYTES, PhotoError, decode, read
from siaga.engines.reading.photos.decoding import LONGEST_SIDE
from tests.kit import hostile_images as hostile

REFUSED = {
    "empty": (b"", "file_empty"),
    "too large": (b"\xff\xd8\xff" + bytes(MOST_BYTES), "file_too_large"),
    "200 megapixels": (hostile.huge_png(), "too_many_pixels"),
    "two sizes": (hostile.two_sizes_png(), "file_broken"),
    "size not first": (hostile.late_size_png(), "file_broken"),
    "zip bomb": (hostile.zip_bomb(), "file_not_a_photo"),
    "exif bomb": (hostile.exif_bomb(), "file_mixed"),
    "scan bomb": (hostile.scan_bomb(), "file_mixed"),
    "archive behind": (hostile.zip_behind(), "file_mixed"),
    "archive behind png": (hostile.zip_behind(hostile.png()), "file_mixed"),
    "script inside": (hostile.script_inside(), "file_mixed"),
    "script behind": (hostile.jpeg() + b"<script>alert(1)</script>", "file_mixed"),
    "pdf inside": (hostile.pdf_inside(), "file_mixed"),
    "svg": (hostile.svg(), "file_not_a_photo"),
    "gif": (b"GIF89a" + bytes(100), "file_not_a_photo"),
    "heic": (hostile.heic(), "file_heic"),
    "truncated jpeg": (hostile.jpeg()[:-200], "file_broken"),
    "truncated png": (hostile.png()[:-20], "file_broken"),
    "truncated webp": (hostile.webp()[:-20], "file_broken"),
    "thumbnail": (hostile.jpeg(hostile.plain(160, 120)), "too_small"),
    "damaged png": (
        hostile.png().replace(b"IDAT", b"IDAT", 1)[:200] + b"\x00" * 8 + hostile.png()[208:],
        "file_broken",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_files_are_refused_with_their_reason(name: str) -> None:
    data, code = REFUSED[name]
    with pytest.raises(PhotoError) as refusal:
        decode(data)
    assert refusal.value.code == code
    assert str(refusal.value) == REASONS[code].en


@pytest.mark.parametrize("data", [hostile.huge_png(), hostile.text_bomb_png(), hostile.exif_bomb()])
def test_memory_stays_bounded_whatever_the_file_promises(data: bytes) -> None:
    tracemalloc.start()
    try:
        decode(data)
    except PhotoError:
        pass
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 40_000_000


@pytest.mark.parametrize("encode", [hostile.jpeg, hostile.png, hostile.webp])
def test_good_photos_are_decoded(encode: object) -> None:
    pixels = decode(encode())  # type: ignore[operator]
    assert pixels.shape == (480, 640) and pixels.dtype == np.uint8
    assert np.abs(pixels.astype(int) - hostile.plain()).mean() < 3


def test_a_text_bomb_is_never_inflated_and_the_picture_is_kept() -> None:
    assert (decode(hostile.text_bomb_png()) == hostile.plain()).all()


# Where the dark top left corner of the stored picture ends up (EXIF 2.32): row and column of the darkest.
CORNERS = {1: (0, 0), 2: (0, -1), 3: (-1, -1), 4: (-1, 0), 5: (0, 0), 6: (0, -1), 7: (-1, -1), 8: (-1, 0)}


@pytest.mark.parametrize("orientation", CORNERS)
def test_the_orientation_of_exif_is_obeyed(orientation: int) -> None:
    pixels = decode(hostile.exif(orientation))
    assert pixels.shape == ((480, 640) if orientation < 5 else (640, 480))
    corners = {(row, column): int(pixels[row, column]) for row in (0, -1) for column in (0, -1)}
    assert min(corners, key=corners.__getitem__) == CORNERS[orientation]


@pytest.mark.parametrize("orientation", [0, 9, 4711])
def test_an_orientation_that_makes_no_sense_is_ignored(orientation: int) -> None:
    assert decode(hostile.exif(orientation)).shape == (480, 640)


def test_a_second_picture_or_a_film_behind_a_photo_is_what_phones_do() -> None:
    for rest in (hostile.jpeg(), bytes(4) + b"ftypmp42" + bytes(100), bytes(500), b"trailer" + b"SEFT"):
        assert decode(hostile.jpeg() + rest).shape == (480, 640)


def test_a_large_photo_comes_out_at_a_bounded_size() -> None:
    assert max(decode(hostile.jpeg(hostile.plain(4000, 3000))).shape) <= LONGEST_SIDE


@given(st.binary(max_size=200), st.integers(0, 600))
def test_no_damage_escapes_as_anything_but_a_refusal(noise: bytes, at: int) -> None:
    for good in (hostile.jpeg(), hostile.png(), hostile.webp()):
        try:
            decode(good[:at] + noise + good[at + len(noise) :])
        except PhotoError as refusal:
            assert refusal.code in REASONS


def test_a_file_is_read_only_as_far_as_it_may_be_large(tmp_path: Path) -> None:
    path = tmp_path / "foto.jpg"
    path.write_bytes(hostile.jpeg())
    assert read(path).shape == (480, 640)
