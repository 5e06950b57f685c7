"""All forms on all cores, in the order given, a few at a time.

A form is read in a worker process, so that a file that kills its reader kills only that. When a worker dies,
every form that was under way is read again, each in a process of its own: the one that fails there as well is
reported as unreadable, the others are read. A form that takes longer than `LONGEST` seconds ends its worker.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace

from siaga.engines.reading.batch.grouping import FormPhotos
from siaga.engines.reading.batch.journal import Journal, content_of
from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.model import FieldReading, FormReading, PageReport
from siaga.engines.reading.reader import read_form
from siaga.law.profiles import Text

LONGEST = 60
"""Seconds for one form; the usual one takes well under one."""
AHEAD = 4
"""Forms handed out per worker before the oldest must be done: bounds memory."""
UNREADABLE = "file_broken"
"""Reason of every photograph of a form that could not be read at all (a code of `pages.reasons`)."""

Read = Callable[[FormPhotos, str], FormReading]


@dataclass(frozen=True, slots=True)
class _Task:
    form: FormPhotos
    content: str
    future: Future[FormReading]


def read_all(
    forms: Iterable[FormPhotos],
    layout_id: str,
    jobs: int | None = None,
    journal: Journal | None = None,
    read: Read | None = None,
) -> Iterator[FormReading]:
    """Every form read, in the order given and without its cut-outs; what the journal has is not read again.

    `jobs`: worker processes, one per core unless stated. `read` replaces the reader in tests; it must be a
    function that can be pickled.
    """
    crew = _Crew(layout_id, jobs or os.cpu_count() or 1, read or read_one)
    try:
        for form in forms:
            yield from _kept(crew.take(form, journal), journal)
        yield from _kept(crew.finish(), journal)
    finally:
        crew.dismiss()


def read_one(form: FormPhotos, layout_id: str) -> FormReading:
    """One form, whatever is wrong with it, without its cut-outs."""
    try:
        reading = read_form(form.photos, load_layout(layout_id), form.key)
    except Exception as fault:  # noqa: BLE001 - a form of thousands must not stop the rest
        return unreadable(form, layout_id, f"{type(fault).__name__}: {fault}")
    return replace(reading, cuttings={})


def unreadable(form: FormPhotos, layout_id: str, fault: str) -> FormReading:
    """The report of a form that could not be read."""
    names = (place.name for place in load_layout(layout_id).fields)
    return FormReading(
        form=layout_id,
        key=form.key,
        pages=tuple(PageReport(photo.name, None, placed=False, reason=UNREADABLE) for photo in form.photos),
        fields={name: FieldReading(None, 0.0, "missing") for name in names},
        accepted=False,
        why=Text(
            f"Foto formulir ini tidak dapat dibaca ({fault}).", f"The photographs cannot be read ({fault})."
        ),
    )


class _Crew:
    """The workers and the forms they have in hand, oldest first."""

    def __init__(self, layout_id: str, jobs: int, read: Read) -> None:
        self._layout_id, self._jobs, self._read = layout_id, jobs, read
        self._pool = self._hire(jobs)
        self._tasks: deque[_Task] = deque()

    def take(self, form: FormPhotos, journal: Journal | None) -> Iterator[tuple[str, FormReading]]:
        """Hand out a form; gives back the oldest ones once enough are under way."""
        self._tasks.append(self._task(form, journal))
        while len(self._tasks) > self._jobs * AHEAD:
            yield self._oldest()

    def finish(self) -> Iterator[tuple[str, FormReading]]:
        while self._tasks:
            yield self._oldest()

    def dismiss(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _hire(self, jobs: int) -> ProcessPoolExecutor:
        os.environ.setdefault("OMP_NUM_THREADS", "1")  # for the workers: there is one for every core
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=_settle_in)

    def _task(self, form: FormPhotos, journal: Journal | None) -> _Task:
        try:
            content = content_of(form, self._layout_id)
        except OSError as fault:
            return _Task(form, "", _done(unreadable(form, self._layout_id, str(fault))))
        if journal is not None and content in journal:
            return _Task(form, content, _done(journal.read(content)))
        return _Task(form, content, self._submit(form))

    def _submit(self, form: FormPhotos) -> Future[FormReading]:
        try:
            return self._pool.submit(_timed, self._read, form, self._layout_id)
        except BrokenProcessPool as broken:
            failed: Future[FormReading] = Future()
            failed.set_exception(broken)
            return failed

    def _oldest(self) -> tuple[str, FormReading]:
        task = self._tasks[0]
        try:
            reading = task.future.result()
        except BrokenProcessPool:
            self._read_apart()
            return self._oldest()
        self._tasks.popleft()
        return task.content, reading

    def _read_apart(self) -> None:
        """Read every form the dead pool had in hand in a process of its own, then hire new workers."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._tasks = deque(
            task if _is_done(task.future) else _Task(task.form, task.content, _done(self._alone(task.form)))
            for task in self._tasks
        )
        self._pool = self._hire(self._jobs)

    def _alone(self, form: FormPhotos) -> FormReading:
        with self._hire(1) as pool:
            try:
                return pool.submit(_timed, self._read, form, self._layout_id).result()
            except BrokenProcessPool:
                return unreadable(form, self._layout_id, "the reader ended or took too long")


def _kept(results: Iterable[tuple[str, FormReading]], journal: Journal | None) -> Iterator[FormReading]:
    for content, reading in results:
        if journal is not None and content and content not in journal:
            journal.add(content, reading)
        yield reading


def _done(reading: FormReading) -> Future[FormReading]:
    future: Future[FormReading] = Future()
    future.set_result(reading)
    return future


def _is_done(future: Future[FormReading]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _timed(read: Read, form: FormPhotos, layout_id: str) -> FormReading:
    """In the worker. The alarm has no handler on purpose: it ends the process even within foreign code."""
    if hasattr(signal, "alarm"):
        signal.alarm(LONGEST)
    try:
        return read(form, layout_id)
    finally:
        if hasattr(signal, "alarm"):
            signal.alarm(0)


def _settle_in() -> None:
    """A worker uses one thread, leaves Ctrl-C to its parent and goes when the parent is gone."""
    import cv2

    cv2.setNumThreads(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
