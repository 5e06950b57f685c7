"""What a source leaves out and nobody may invent: a due date, an owner, the day itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from siaga.engines.doubts.model import Finding, Record, Sitting, Stage, World
from siaga.engines.doubts.rules.saying import doubt
from siaga.engines.doubts.wording import worded
from siaga.law.profiles import Text


def check(world: World) -> Iterator[Finding]:
    """Name what every open task and every sitting lacks."""
    for task in world.tasks:
        if not task.closed and not task.due:
            yield doubt(
                world, "no-due", task.record, {"task": _title(task.record), "due_printed": task.due_printed}
            )
        if not task.closed and not task.owner:
            yield doubt(world, "no-owner", task.record, {"task": _title(task.record)})
    for sitting in world.sittings:
        if sitting.record.day is None:
            yield doubt(world, "undated", sitting.record, {"window": _window(world, sitting)})


def _title(record: Record) -> str:
    return record.text or record.printed


def _window(world: World, sitting: Sitting) -> Text:
    first, last = sitting.not_before, sitting.not_after
    if not first and not last:
        return Text("kapan, tidak dapat disimpulkan", "when cannot be inferred")
    stage = next((s for s in world.stages if _is(s, first, last)), None)
    if stage:
        return Text(*(_during(stage, lang) for lang in ("id", "en")))
    return Text(
        f"disimpulkan {_fence('mulai', first, 'paling lambat', last, 'id')}",
        f"inferred to lie {_fence('from', first, 'at the latest', last, 'en')}",
    )


def _fence(since: str, first: date | None, until: str, last: date | None, lang: str) -> str:
    ends = ((since, first), (until, last))
    return " ".join(f"{word} {worded(day, lang)}" for word, day in ends if day)


def _is(stage: Stage, first: date | None, last: date | None) -> bool:
    return bool(first and last) and (stage.starts, stage.ends) == (first, last)


def _during(stage: Stage, lang: str) -> str:
    name, first, last = (worded(value, lang) for value in (stage.name, stage.starts, stage.ends))
    if lang == "en":
        return f"inferred to lie within the stage “{name}”, {first} to {last}"
    return f"disimpulkan dalam tahapan “{name}”, {first} sampai {last}"
