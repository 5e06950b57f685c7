"""Two publications of one election: what changed is listed, what was altered or taken out is a fault."""

from __future__ import annotations

from dataclasses import replace

import pytest

from siaga.engines.ledger.verify import UnusableError
from siaga.engines.publication import compose
from siaga.engines.publication.verify import verify_publication
from siaga.engines.recap import State
from tests.kit.ledger import KEY, OTHER_KEY
from tests.kit.publications import (
    AT,
    STATIONS,
    Step,
    checkpoint,
    contest_of,
    corrected,
    counted,
    edition,
    written,
)

STATION = STATIONS[0]
ROWS = [counted(station) for station in STATIONS]


@pytest.fixture(scope="module")
def older(tmp_path_factory):
    return written(tmp_path_factory.mktemp("older") / "p", edition(ROWS))


def newer(mayor=None, **changes):
    first = edition(ROWS)
    second = edition(ROWS, 2, compose(first).digest, entries=5)
    contests = (mayor or second.contests[0], second.contests[1])
    return replace(second, **{"contests": contests} | changes)


def compared(older, tmp_path, given, key=KEY):
    return verify_publication(written(tmp_path / "newer", given, key), since=older)


def messages(report):
    return [f"{finding.place}: {finding.message}" for finding in report.findings]


def mayor(change):
    """The mayor's contest after a change of its row, version or steps at STATION."""
    return change(edition(ROWS).contests[0])


def with_row(contest, **changes):
    rows = (replace(r, **changes) if r.station == STATION else r for r in contest.rows)
    return replace(contest, rows=tuple(rows))


def test_nothing_changed(older, tmp_path):
    report = compared(older, tmp_path, newer())
    assert report.ok and not report.changes
    assert report.since == compose(edition(ROWS)).digest
    assert report.pinned


def test_the_same_publication_is_its_own_elder(older):
    assert verify_publication(older, since=older).ok


def test_a_correction_with_a_reason_is_listed_and_allowed(older, tmp_path):
    report = compared(older, tmp_path, newer(corrected(edition(ROWS).contests[0], STATION)))
    assert report.ok, messages(report)
    [change] = report.changes
    assert (change.contest, change.station) == ("mayor", STATION)
    assert change.before.startswith("version 1: ") and change.after.startswith("version 2: ")
    assert change.reasons == ("correct: Pleno kecamatan: salah salin", "confirm")


def test_a_row_that_was_held_again_withholds_its_figures(older, tmp_path):
    contest = with_row(edition(ROWS).contests[0], state=State.HELD, revision=3, figures={})
    versions = (replace(v, figures={}, nonce="") if v.station == STATION else v for v in contest.versions)
    steps = (*contest.steps, Step(STATION, 3, "hold", "held", 1, "Keberatan saksi", AT))
    report = compared(older, tmp_path, newer(replace(contest, versions=tuple(versions), steps=steps)))
    assert report.ok, messages(report)
    assert report.changes[0].after == "held"


def test_a_row_that_came_in_meanwhile_needs_no_reason(tmp_path):
    early = [replace(ROWS[0], state=State.MISSING, version=0, revision=0, figures={}), *ROWS[1:]]
    first = edition(early)
    second = edition(ROWS, 2, compose(first).digest)
    report = verify_publication(written(tmp_path / "new", second), since=written(tmp_path / "old", first))
    assert report.ok, messages(report)
    assert report.changes[0].before == "missing"


def test_other_figures_under_the_same_version(older, tmp_path):
    other = counted(STATION, "other")
    contest = contest_of([other, *ROWS[1:]])
    report = compared(older, tmp_path, newer(contest))
    assert "versions/mayor.csv: version 1 of station 1872011001001 was altered" in messages(report)
    assert any("other figures under the same version 1" in message for message in messages(report))


def test_a_change_that_no_step_explains(older, tmp_path):
    contest = corrected(edition(ROWS).contests[0], STATION)
    silent = tuple(replace(s, reason="") if s.revision == 3 else s for s in contest.steps)
    report = compared(older, tmp_path, newer(replace(contest, steps=silent)))
    assert "rows/mayor.csv:2: station 1872011001001: changed since, and no step says why" in messages(report)
    assert messages(report)[0] == "steps/mayor.csv: step 3 of station 1872011001001: correct without a reason"


def test_a_station_taken_out(older, tmp_path):
    report = compared(older, tmp_path, newer(contest_of(ROWS[1:])))
    assert "rows/mayor.csv: station 1872011001001 was taken out" in messages(report)
    assert "versions/mayor.csv: version 1 of station 1872011001001 was taken out" in messages(report)
    assert "steps/mayor.csv: the steps of station 1872011001001 were altered or taken out" in messages(report)


def test_a_contest_taken_out(older, tmp_path):
    whole = newer()
    report = compared(older, tmp_path, replace(whole, contests=whole.contests[:1]))
    assert messages(report) == ["manifest.json: the contest governor was taken out"]


def test_steps_rewritten(older, tmp_path):
    contest = edition(ROWS).contests[0]
    steps = (replace(contest.steps[0], at="2024-11-27T00:00:00Z"), *contest.steps[1:])
    report = compared(older, tmp_path, newer(replace(contest, steps=steps)))
    assert messages(report) == [
        "steps/mayor.csv: the steps of station 1872011001001 were altered or taken out"
    ]


def test_a_photo_taken_out_and_one_added(older, tmp_path):
    photos = edition(ROWS).photos
    more = (*photos[1:], replace(photos[0], page=2))
    report = compared(older, tmp_path, newer(photos=more))
    [message] = messages(report)
    assert message.startswith("photos.csv: page 1 of station 1872011001001 (")


def test_a_trail_that_shrank_or_was_rewritten(older, tmp_path):
    shrunk = compared(older, tmp_path, newer(checkpoint=checkpoint(2)))
    assert messages(shrunk) == ["trail.note: the trail shrank from 3 entries to 2"]


def test_a_trail_left_out(older, tmp_path):
    gone = compared(older, tmp_path, newer(checkpoint=""))
    assert messages(gone) == ["trail.note: the trail shrank from 3 entries to 0"]


def test_the_chain_of_digests(older, tmp_path):
    report = compared(older, tmp_path, newer(previous="ab" * 32))
    assert messages(report)[0].startswith("manifest.json: the publication before it is abab")


def test_an_older_number_is_not_newer(older, tmp_path):
    report = compared(older, tmp_path, newer(number=1, previous=""))
    assert messages(report) == ["manifest.json: number 1 is not after number 1"]


def test_another_election(older, tmp_path):
    other = newer(election=replace(edition().election, code="lain-2024"))
    assert "manifest.json: of lain-2024, the older one of uji-2024" in messages(
        compared(older, tmp_path, other)
    )


def test_the_key_of_the_older_publication_counts(older, tmp_path):
    report = compared(older, tmp_path, newer(checkpoint=checkpoint(5, OTHER_KEY)), OTHER_KEY)
    assert messages(report)[0].startswith("manifest.note: the manifest is not signed: no signature by")


def test_an_older_publication_that_is_damaged_itself(tmp_path):
    older = written(tmp_path / "older", edition(ROWS))
    (older / "photos.csv").write_text("x")
    with pytest.raises(UnusableError, match=r"older: does not prove itself: photos\.csv: altered"):
        compared(older, tmp_path, newer())


def test_an_older_publication_that_is_not_there(older, tmp_path):
    with pytest.raises(UnusableError, match="no such file or folder"):
        verify_publication(older, since=tmp_path / "nothing")
