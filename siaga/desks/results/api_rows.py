"""What the doors of the desk's API have in common: the address of a row, the numbers of a statement, and how
figures come in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Path, Schema, Status

from siaga.desks.results.addresses import row_at
from siaga.desks.results.answers import ProblemOut
from siaga.desks.results.errors import BadFigures
from siaga.desks.results.figures import LARGEST_FIGURE
from siaga.desks.results.models import ResultRow, ResultVersion
from siaga.desks.results.receipts import code_of

ROW = "/rows/{election}/{contest}/{station}"
NUMBER = r"^[A-Za-z0-9._:-]{8,64}$"
REFUSALS = dict.fromkeys((401, 403, 404, 409, 422, 429), ProblemOut)

REVISION = Field(..., ge=0, description="Revision of the row the sender had on screen")

LARGEST_NUMBER = 2**53
Key = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
"""The number of a plenary, recount, objection or event."""

Figure = Annotated[int, Field(strict=True, ge=0, le=LARGEST_FIGURE)]
Words = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]
"""No database and no JSON of the trail holds a NUL."""
Line = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]


THING = Path(..., ge=1, le=LARGEST_NUMBER, description="Number it was written down under")


class RowAt(Schema):
    """The address of a row."""

    election: str = Field(..., max_length=60, description="Code of the election")
    contest: str = Field(..., max_length=30, description="Code of the contest")
    station: str = Field(..., pattern=r"^[0-9]{13}$", description="13 digits")

    def row(self, request: HttpRequest, action: str) -> ResultRow:
        """The row, if the caller may do the action there. Raises Http404, PermissionDenied."""
        return row_at(request, self.election, self.contest, self.station, action)


class Numbered(Schema):
    """A statement under a receipt number its sender chose once, so that it may be repeated."""

    client_id: str = Field(..., pattern=NUMBER, description="Receipt number, once per statement")


class FromPhone(Numbered):
    """A statement that may have waited in a phone."""

    sender: str = Field(
        "", pattern=r"^[0-9a-f]{0,16}$", description="Mark of the person who wrote it, from the capture work"
    )


class ReceiptOut(Schema):
    """What became of figures; `repeated` when they had been accepted before. `code`: the receipt, to be read
    aloud.
    """

    client_id: str
    version: int
    state: str
    revision: int
    digest: str
    code: str
    repeated: bool


def receipt(version: ResultVersion) -> dict[str, Any]:
    """What a `ReceiptOut` says of a version."""
    return {
        "client_id": version.client_id,
        "version": version.number,
        "digest": version.digest,
        "code": code_of(version.digest),
    }


def done(row: ResultRow, repeated: bool, body: Mapping[str, Any]) -> Any:
    """The answer to an act on a row: 201 the first time, 200 when it had been accepted before."""
    whole = {**body, "state": row.state, "revision": row.revision, "repeated": repeated}
    return Status(200 if repeated else 201, whole)


def filled(names: Iterable[str], given: Mapping[str, int | None]) -> dict[str, int]:
    """The figures without those left blank. Raises BadFigures for a figure that the form does not have."""
    unknown = sorted(set(given) - set(names))
    if unknown:
        raise BadFigures(dict.fromkeys(unknown, "This form has no such figure."))
    return {name: value for name, value in given.items() if value is not None}
