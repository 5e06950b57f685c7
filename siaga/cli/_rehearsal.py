"""A rehearsal night played on a demonstration: every act goes through the services a person's would.

Rows carry the mark of sample data. Who takes part in the exercise may go before it: an act that a row no
longer allows is left out, and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from siaga.engines.packs import Pack
from siaga.engines.rehearsal import Act, Beat, Form, script

if TYPE_CHECKING:
    from siaga.desks.elections.models import Election
    from siaga.desks.offices.models import User
    from siaga.desks.results.models import ResultRow

SKIPPED: Final = "skipped"
_SAYS: Final = "Latihan: kertas sengaja dibuat tidak cocok."
_SENT_BACK: Final = "Latihan: salin lagi dari kertas."
_SLIP: Final = 500
"""117 entered as 617, as on the night of 14 February 2024."""


class UnfitError(ValueError):
    """No rehearsal can be played here: among real accounts, or where nothing is expected; the message says
    what was found and what to do.
    """


@dataclass(frozen=True)
class Cast:
    """Who plays: the crew's clerk, the second reader, and the supervisors by station."""

    clerk: User
    reader: User
    supervisors: Mapping[str, User]


def require_demonstration() -> None:
    """Raise UnfitError unless this site is a demonstration and nobody real has an account."""
    from django.conf import settings

    from siaga.desks.offices.models import User

    if not settings.DEMO:
        raise UnfitError("a rehearsal runs on a demonstration only: set SIAGA_DEMO=1")
    if real := User.objects.filter(demo=False).count():
        raise UnfitError(
            f"this database is no demonstration: {real} accounts in it are of real people; rehearse on a new"
            " one, with SIAGA_HOME or DATABASE_URL"
        )


def prepared(pack: Pack, seed: str) -> tuple[Election, Cast, tuple[Beat, ...]]:
    """What is needed to play: the election of the pack, who plays, and the beats. Raises UnfitError."""
    from siaga.desks.elections.models import Election

    require_demonstration()
    election = Election.objects.filter(code=pack.id).first()
    if election is None:
        raise UnfitError(f"the election {pack.id} is not loaded: siaga serve --pack DIR --rehearse 20")
    cast = cast_for(election)
    beats = beats_for(election, pack, cast, seed)
    if not beats:
        raise UnfitError(
            "no form is expected any more: a rehearsal needs a new database, with SIAGA_HOME or DATABASE_URL"
        )
    return election, cast, beats


def cast_for(election: Election) -> Cast:
    """The demonstration accounts that play. Raises UnfitError when one is missing."""
    from siaga.desks.offices.models import Membership, User
    from siaga.desks.offices.roles import Role
    from siaga.desks.offices.services.accounts import ensure_demo_accounts

    ensure_demo_accounts(election)
    people = {
        user.username: user for user in User.objects.filter(demo=True, username__in=("kpu", "komisioner"))
    }
    if len(people) < 2:
        raise UnfitError("the pack has no commission (KPU) whose demonstration accounts could play")
    supervising = Membership.objects.filter(role=Role.STATION_SUPERVISOR, user__demo=True)
    supervisors = {m.station_code: m.user for m in supervising.select_related("user") if m.station_code}
    return Cast(people["kpu"], people["komisioner"], supervisors)


def beats_for(election: Election, pack: Pack, cast: Cast, seed: str) -> tuple[Beat, ...]:
    """The script over the forms of the pack that are still expected here."""
    from siaga.desks.results.models import ResultRow
    from siaga.desks.results.states import State

    expected = ResultRow.objects.filter(contest__election=election, state=State.EXPECTED)
    waiting = set(expected.values_list("station__code", "contest__code"))
    forms = [Form(row.station, row.contest) for row in pack.results]
    return script([form for form in forms if tuple(form) in waiting], cast.supervisors, seed)


def play(
    election: Election, pack: Pack, cast: Cast, beats: Iterable[Beat], wait: Callable[[float], object]
) -> Counter[str]:
    """Play the beats, each when `wait` returns from its share of the night; returns how often each act was
    done, and under `SKIPPED` how many the rows no longer allowed.
    """
    from siaga.desks.trail.refused import Refused

    stage = _Stage(election, pack, cast)
    done: Counter[str] = Counter()
    for beat in beats:
        wait(beat.at)
        try:
            stage.play(beat)
            done[beat.act] += 1
        except Refused:
            done[SKIPPED] += 1
    return done


class _Stage:
    """The rows of the election and what stands on the papers of the pack."""

    def __init__(self, election: Election, pack: Pack, cast: Cast) -> None:
        self.election = election
        self.cast = cast
        self.papers: dict[Form, dict[str, int]] = {
            Form(row.station, row.contest): dict(row.figures)
            | {f"paslon{number}": votes for number, votes in row.votes.items()}
            for row in pack.results
        }

    def play(self, beat: Beat) -> None:
        acts: dict[Act, Callable[[ResultRow, Beat], object]] = {
            Act.ENTER: self._enter,
            Act.SLIP: self._slip,
            Act.ENTER_AGAIN: self._enter,
            Act.CONFIRM: self._confirm,
            Act.MISREAD: self._misread,
            Act.SEND_BACK: self._send_back,
            Act.SUPERVISE: self._supervise,
            Act.SUPERVISE_OTHERWISE: self._supervise_otherwise,
        }
        acts[beat.act](self._row(beat.form), beat)

    def _row(self, form: Form) -> ResultRow:
        from siaga.desks.results.models import ResultRow

        related = ("contest__election", "station__ward", "current")
        rows = ResultRow.objects.filter(contest__election=self.election).select_related(*related)
        return rows.get(station__code=form.station, contest__code=form.contest)

    def _enter(self, row: ResultRow, beat: Beat) -> None:
        self._hand_in(row, beat, self.papers[beat.form])

    def _slip(self, row: ResultRow, beat: Beat) -> None:
        self._hand_in(row, beat, _with_slip(self.papers[beat.form]), declared=_SAYS)

    def _hand_in(self, row: ResultRow, beat: Beat, figures: Mapping[str, int], declared: str = "") -> None:
        from siaga.desks.results.services import enter

        with _acting(self.cast.clerk):
            enter(row, self.cast.clerk, _submission(row, beat, figures, declared))

    def _confirm(self, row: ResultRow, beat: Beat) -> None:
        self._read(row, beat, self.papers[beat.form])

    def _misread(self, row: ResultRow, beat: Beat) -> None:
        self._read(row, beat, _with_slip(self.papers[beat.form]))

    def _read(self, row: ResultRow, beat: Beat, figures: Mapping[str, int]) -> None:
        from siaga.desks.results.services import Reading, confirm

        votes = {name: value for name, value in figures.items() if name.startswith("paslon")}
        with _acting(self.cast.reader):
            confirm(row, self.cast.reader, Reading(votes, _receipt(beat), row.revision))

    def _send_back(self, row: ResultRow, beat: Beat) -> None:
        from siaga.desks.results.services import send_back

        with _acting(self.cast.reader):
            send_back(row, self.cast.reader, _SENT_BACK, row.revision)

    def _supervise(self, row: ResultRow, beat: Beat) -> None:
        self._watch(row, beat, self.papers[beat.form])

    def _supervise_otherwise(self, row: ResultRow, beat: Beat) -> None:
        self._watch(row, beat, _exchanged(self.papers[beat.form]))

    def _watch(self, row: ResultRow, beat: Beat, figures: Mapping[str, int]) -> None:
        from siaga.desks.results.services import supervise

        by = self.cast.supervisors[beat.form.station]
        with _acting(by):
            supervise(row, by, _submission(row, beat, figures))


def _submission(row: ResultRow, beat: Beat, figures: Mapping[str, int], declared: str = "") -> Any:
    from siaga.desks.results.services import Submission

    return Submission(figures, _receipt(beat), row.revision, declared, sample=True)


def _receipt(beat: Beat) -> str:
    """A receipt number that is the same for the same beat of every run."""
    return f"latihan:{beat.form.contest}:{beat.form.station}:{beat.act.replace(' ', '-')}"


def _with_slip(figures: Mapping[str, int]) -> dict[str, int]:
    """The votes of the first pair with a wrong leading digit, so that they no longer add up."""
    first = _pairs(figures)[0]
    return {**figures, first: figures[first] + _SLIP}


def _exchanged(figures: Mapping[str, int]) -> dict[str, int]:
    """The votes of the first two lines exchanged: everything adds up, and it is another paper."""
    first, second = _pairs(figures)[:2]
    return {**figures, first: figures[second], second: figures[first]}


def _pairs(figures: Mapping[str, int]) -> list[str]:
    return sorted((name for name in figures if name.startswith("paslon")), key=lambda name: int(name[6:]))


def _acting(user: User) -> Any:
    from siaga.desks.trail.context import Actor, acting

    return acting(Actor(str(user.pk), user.get_full_name() or user.get_username()))
