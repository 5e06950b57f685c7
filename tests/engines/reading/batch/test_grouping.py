"""Which photographs are of one form."""

from __future__ import annotations

from pathlib import Path

import pytest

from siaga.engines.reading.batch import NoPhotosError, forms_in


def make(folder: Path, *names: str) -> list[Path]:
    files = [folder / name for name in names]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    return files


def keys(*sources: Path) -> dict[str, list[str]]:
    return {form.key: [photo.name for photo in form.photos] for form in forms_in(sources)}


def test_files_of_a_folder_are_grouped_up_to_the_first_hyphen(tmp_path: Path) -> None:
    make(tmp_path, "2-p1.jpg", "1-p2.jpg", "1-p1-again.PNG", "3.webp")
    assert keys(tmp_path) == {"1": ["1-p1-again.PNG", "1-p2.jpg"], "2": ["2-p1.jpg"], "3": ["3.webp"]}


def test_a_sub_folder_is_one_form_under_its_path(tmp_path: Path) -> None:
    make(tmp_path, "a/IMG-1.jpg", "a/other.jpg", "b/c/x.jpg", "own-1.jpg")
    assert keys(tmp_path) == {"own": ["own-1.jpg"], "a": ["IMG-1.jpg", "other.jpg"], "b/c": ["x.jpg"]}


def test_notes_and_hidden_files_are_left_alone(tmp_path: Path) -> None:
    make(tmp_path, "1-p1.jpg", "notes.txt", ".DS_Store", ".hidden/1.jpg", "Thumbs.db")
    assert keys(tmp_path) == {"1": ["1-p1.jpg"]}


def test_files_named_one_by_one_are_one_form(tmp_path: Path) -> None:
    assert keys(*make(tmp_path, "one.jpg", "two-2.jpg")) == {"one": ["one.jpg", "two-2.jpg"]}


def test_files_named_one_by_one_that_disagree_are_several(tmp_path: Path) -> None:
    assert keys(*make(tmp_path, "1-a.jpg", "2-a.jpg", "1-b.jpg")) == {
        "1": ["1-a.jpg", "1-b.jpg"],
        "2": ["2-a.jpg"],
    }


def test_a_link_back_is_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "a/1.jpg")
    (tmp_path / "a" / "back").symlink_to(tmp_path, target_is_directory=True)
    assert keys(tmp_path) == {"a": ["1.jpg"]}


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoPhotosError, match="no photographs"):
        forms_in([tmp_path])
    with pytest.raises(NoPhotosError, match="no such file"):
        forms_in([tmp_path / "no.jpg"])
