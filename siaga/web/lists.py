"""A list on a page: sorted, cut into pages and downloadable, with its whole state in the address.

    listing = Listing(request, rows, COLUMNS, sort="code")
    if form := wanted(request):
        return listing.download(form, name="tps")
    return render(request, "places/stations.html", {"listing": listing})

In the template: ``{% include "web/list_head.html" %}`` for the header cells, ``listing.rows`` for the rows of
the page, ``{% include "web/list_foot.html" %}`` for count, pages and downloads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse

from siaga.web.exports import CSV, EXCEL, PARAMETER, Column, download

ELECTIONS = ("election", "pemilihan")
"""Names under which an address chooses an election by its code."""

SORT = "urut"
PAGE = "hal"
PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class Head:
    """A header cell: its title, the address that sorts by it, and how the list is sorted by it now."""

    title: Any
    address: str
    order: str
    numeric: bool


class Listing:
    """Rows sorted by ``?urut=key`` (``-key`` for the other way round) and cut by ``?hal=2``.

    `rows` are any objects the columns understand; an unknown key or page falls back to the first, so that an
    old permalink always opens. Rows without a value come last either way.
    """

    def __init__(
        self,
        request: HttpRequest,
        rows: Iterable[Any],
        columns: Sequence[Column],
        *,
        sort: str,
        page_size: int = PAGE_SIZE,
    ) -> None:
        self.request = request
        self.columns = {column.key: column for column in columns}
        asked = request.GET.get(SORT, sort)
        self.sort = asked if asked.lstrip("-") in self.columns else sort
        self.all_rows = self._sorted(list(rows))
        self.paginator = Paginator(self.all_rows, page_size)

    @property
    def count(self) -> int:
        return len(self.all_rows)

    @cached_property
    def page(self) -> Page:
        return self.paginator.get_page(self.request.GET.get(PAGE))

    @property
    def rows(self) -> Sequence[Any]:
        return self.page.object_list

    @property
    def heads(self) -> list[Head]:
        """The header cells of the columns that are shown on the page."""
        return [self._head(column) for column in self.columns.values() if column.shown]

    @property
    def previous(self) -> str:
        return self._address(**{PAGE: self.page.previous_page_number()}) if self.page.has_previous() else ""

    @property
    def following(self) -> str:
        return self._address(**{PAGE: self.page.next_page_number()}) if self.page.has_next() else ""

    @property
    def csv(self) -> str:
        return self._address(**{PARAMETER: CSV, PAGE: None})

    @property
    def excel(self) -> str:
        return self._address(**{PARAMETER: EXCEL, PAGE: None})

    def download(self, form: str, name: str) -> HttpResponse:
        """Return every row of the list, in its order, as a file; see `siaga.web.exports`."""
        return download(self.all_rows, list(self.columns.values()), form=form, name=name)

    def _head(self, column: Column) -> Head:
        order = {column.key: "ascending", f"-{column.key}": "descending"}.get(self.sort, "none")
        flipped = f"-{column.key}" if order == "ascending" else column.key
        return Head(column.title, self._address(**{SORT: flipped, PAGE: None}), order, column.numeric)

    def _sorted(self, rows: list[Any]) -> list[Any]:
        value = self.columns[self.sort.lstrip("-")].value
        stated = [row for row in rows if value(row) is not None]
        stated.sort(key=lambda row: _comparable(value(row)), reverse=self.sort.startswith("-"))
        return stated + [row for row in rows if value(row) is None]

    def _address(self, **changes: Any) -> str:
        """The address of this page with some parameters set, or taken out when None."""
        query = self.request.GET.copy()
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = str(value)
        return f"?{query.urlencode()}"


def _comparable(value: Any) -> Any:
    return str(value).casefold() if isinstance(value, str) or not hasattr(value, "__lt__") else value
