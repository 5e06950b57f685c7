"""What a template gets to see of a paper: a tree of plain words, numbers and lists, cleaned and set in words.

The names are those of the dataclasses in `model`; days and hours come as text, and a press brief also has
its numbered notes. ``docs/documents.md`` lists them all, and a test holds it to this module.
"""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from typing import Any

from siaga.engines.documents.model import Document, Language, Moment, Passage, PressBrief, Sentence
from siaga.engines.documents.words import NOT_STATED, dated, hours, long_date, weekday

_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_WEB_ADDRESS = re.compile(r"https?://[\w\-.~:/?#\[\]@!$&'()*+,;=%]*", re.ASCII)
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]"
)


def fields(document: Document) -> dict[str, Any]:
    """The tree of a document; every text in it is cleaned by `clean`."""
    tree: dict[str, Any] = _plain(document, document.language)
    if isinstance(document, PressBrief):
        tree |= _noted(document)
    tree["link"] = address(document.link)
    return tree | {"heading": clean(document.heading), "not_stated": NOT_STATED[document.language]}


def clean(text: str) -> str:
    """Text as a sheet of paper can hold it: line ends are one, tabs are spaces.

    Control characters, halves of surrogate pairs, private characters (one of them guards the Word renderer)
    and characters that turn the direction of writing, so that a text reads otherwise than it is, are dropped.
    """
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


def address(link: str) -> str:
    """A link that leads to the web and breaks out of nothing; any other text becomes none."""
    return link if _WEB_ADDRESS.fullmatch(link) else ""


def _plain(value: Any, language: Language) -> Any:
    match value:
        case Moment():
            return _moment(value, language)
        case Language() | bool() | int():
            return value
        case str():
            return clean(value)
        case date():
            return long_date(value, language)
        case tuple():
            return [_plain(part, language) for part in value]
        case None:
            return ""
    return {part.name: _plain(getattr(value, part.name), language) for part in dataclasses.fields(value)}


def _moment(moment: Moment, language: Language) -> dict[str, str]:
    day = moment.day
    return {
        "weekday": weekday(day, language) if day else NOT_STATED[language],
        "date": long_date(day, language) if day else NOT_STATED[language],
        "day": dated(day, language),
        "hours": hours(moment, language),
    }


def _noted(brief: PressBrief) -> dict[str, Any]:
    """The passages with the numbers of each sentence's notes, and the notes in the order they are met."""
    traces = [t for passage in brief.passages for sentence in passage.sentences for t in sentence.traces]
    notes: dict[tuple[str, str], dict[str, Any]] = {}
    for trace in traces:
        note = {"number": len(notes) + 1, "label": clean(trace.label), "link": address(trace.link)}
        notes.setdefault((trace.noun, trace.key), note)
    return {
        "passages": [_passage(passage, notes) for passage in brief.passages],
        "notes": list(notes.values()),
    }


def _passage(passage: Passage, notes: dict[tuple[str, str], dict[str, Any]]) -> dict[str, Any]:
    paragraphs: list[list[dict[str, Any]]] = []
    for sentence in passage.sentences:
        if sentence.opens or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(_sentence(sentence, notes))
    return {"title": clean(passage.title), "paragraphs": [{"sentences": one} for one in paragraphs]}


def _sentence(sentence: Sentence, notes: dict[tuple[str, str], dict[str, Any]]) -> dict[str, Any]:
    """The text, the numbers of its notes, and the notes themselves as `records`."""
    found = {
        notes[trace.noun, trace.key]["number"]: notes[trace.noun, trace.key] for trace in sentence.traces
    }
    records = [found[number] for number in sorted(found)]
    return {"text": clean(sentence.text), "notes": [note["number"] for note in records], "records": records}
