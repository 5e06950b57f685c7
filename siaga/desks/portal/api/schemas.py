"""The shapes of the answers. A figure that is not published or not stated is null, never zero."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Field, Schema

from siaga.desks.elections.models import Election


class ElectionOut(Schema):
    code: str = Field(description="Code in addresses, such as kota-metro-2024")
    name: str
    regime: str = Field(description="pilkada or pemilu: two bodies of law that share no number")
    voting_date: date
    region: str = Field(description="Dotted Kemendagri code of the city")
    time_zone: str = Field(description="IANA name")

    @staticmethod
    def resolve_region(election: Election) -> str:
        return election.region_id


class PairOut(Schema):
    number: int = Field(description="Number on the ballot")
    name: str
    empty_column: bool = Field(description="True for the empty column (kolom kosong)")


class ContestOut(Schema):
    code: str = Field(description="Code in addresses, such as mayor")
    name: str
    region: str = Field(description="Dotted code of the region that elects")
    pairs: list[PairOut]
    stations: int = Field(description="Stations from which a result is expected")
    counted: int = Field(
        description="Stations whose result passes its own arithmetic and was confirmed by a second person"
    )
    held: int = Field(description="Stations held back for a human to look at")
    waiting: int = Field(description="Stations waiting for the second person")
    missing: int = Field(description="Stations with no result yet")


class VotesOut(Schema):
    number: int = Field(description="Number on the ballot")
    name: str
    votes: int | None = Field(description="null while nothing is counted here")
    percent: float | None = Field(description="Of the valid votes, two decimals; null when there are none")


class RegionOut(Schema):
    code: str = Field(description="Dotted Kemendagri code")
    name: str
    level: str = Field(description="province, city, district or ward")
    stations: int = Field(description="Stations expected")
    counted: int = Field(description="Stations in the figures")
    held: int = Field(description="Stations held back")
    waiting: int = Field(description="Stations waiting for the second person")
    missing: int = Field(description="Stations with no result yet")
    sample: int = Field(description="Counted stations whose figures are made up for demonstration")
    votes: list[VotesOut]
    valid: int | None = Field(description="Valid votes")
    invalid: int | None = Field(description="Invalid votes")
    users: int | None = Field(description="Voters who used their right")
    voters: int | None = Field(description="Registered voters (DPT) of the counted stations")
    could_change_order: bool = Field(
        description="Whether stations that are not counted could change the order"
    )
    why: str = Field(description="The reason in numbers")


class RecapOut(Schema):
    election: str
    contest: str
    confirmed_at: datetime | None = Field(description="When the latest counted row here was confirmed")
    disclaimer: str
    region: RegionOut
    parts: list[RegionOut] = Field(description="The regions right below; empty for a ward")


class StationOut(Schema):
    code: str = Field(description="13 digits: ward 10, station 3")
    name: str = Field(description="TPS 013")
    ward: str = Field(description="Dotted code of the ward")
    state: str = Field(description="expected, entered, held, returned, corrected or counted")
    sample: bool = Field(description="Figures are made up for demonstration")
    confirmed_at: datetime | None
    figures: dict[str, int] | None = Field(
        description="The form's figures by their names; null unless counted"
    )


class StationsOut(Schema):
    total: int = Field(description="Stations in the region")
    limit: int
    offset: int
    next: str | None = Field(description="Address of the next page")
    stations: list[StationOut]


class StageOut(Schema):
    code: str
    name: str
    starts: date | None = Field(description="null: not stated")
    ends: date | None = Field(description="null: not stated")
    legal_basis: str | None
    mark: str = Field(description="How sure the dates are")


class ProblemOut(Schema):
    """RFC 9457"""

    type: str
    title: str
    status: int
    detail: str


ERRORS = {404: ProblemOut, 422: ProblemOut, 429: ProblemOut}
"""What any operation that takes parameters may answer besides."""
