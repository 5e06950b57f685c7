"""Every verb for officers and citizens takes ``--lang``; no sentence of an engine stays untranslated."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.cli import main
from siaga.cli._indonesian import SENTENCES
from siaga.cli._language import told
from tests.kit.sentences import templates

SIAGA = Path(__file__).resolve().parents[2] / "siaga"
VERBS = ("check", "read", "recap", "deadline", "form", "verify", "publish", "rehearse")
HELPERS = ("_audit_files", "_audit_papers", "_publication_rows", "_recap_sources", "_rehearsal")
VERB_FILES = (*HELPERS, *VERBS, "audit")
INTAKE = ("columns", "guess", "kpu", "sources", "tables")
"""The others of this engine say each sentence in both languages themselves."""
SPOKEN = [
    *(SIAGA / "cli" / f"{name}.py" for name in VERB_FILES),
    *(SIAGA / "engines" / "intake" / f"{name}.py" for name in INTAKE),
    *(SIAGA / "engines" / name for name in ("audit", "ledger", "publication")),
    *(SIAGA / "engines" / "reading" / name for name in ("batch", "layout.py", "sheets")),
]


@pytest.mark.parametrize("source", SPOKEN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_sentence_has_an_indonesian_one(source: Path) -> None:
    assert templates(source) - set(SENTENCES) == set()


def test_both_wordings_fill_in_the_same_parts() -> None:
    for english, indonesian in SENTENCES.items():
        parts = [f"⟨{number}⟩" for number in range(english.count("{}"))]
        assert all(part in indonesian.format(*parts) for part in parts), english


def test_a_reason_within_a_sentence_is_told_too() -> None:
    said = "p: does not prove itself: manifest.note: the manifest is not signed: no signature by a+b"
    meant = (
        "p: tidak membuktikan dirinya: manifest.note: manifes tidak ditandatangani: "
        "tidak ada tanda tangan oleh a+b"
    )
    assert told(said, "id") == meant
    assert told(said, "en") == said
    assert told("something nobody ever said", "id") == "something nobody ever said"


@given(st.text(max_size=300))
def test_whatever_a_file_is_called_it_stays_as_it_is(name: str) -> None:
    assert told(name, "en") == name
    assert isinstance(told(f"{name}: no such file or folder", "id"), str)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_takes_a_language_and_speaks_indonesian_unless_told(verb: str) -> None:
    command = main.get_command(click.Context(main), verb)
    option = next(found for found in command.params if found.name == "lang")
    assert option.default == "id"
    assert list(option.type.choices) == ["id", "en"]
