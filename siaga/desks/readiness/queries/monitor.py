"""Figures for the monitor, read from the database at the moment the monitor asks."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from siaga.desks.elections.models import Election
from siaga.desks.results.queries import coverage
from siaga.desks.trail.models import Checkpoint, Head


class HouseCollector(Collector):
    """Result forms by contest and state, size of the trail, age of its last signed head."""

    def describe(self) -> list[Metric]:
        """Nothing: registering the collector must not ask the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        yield _rows()
        yield GaugeMetricFamily("siaga_trail_entries", "Entries in the trail", _trail_size())
        yield GaugeMetricFamily(
            "siaga_trail_signed_entries", "Entries under the last signed head", _signed_size()
        )


def _rows() -> Metric:
    """Result forms of every contest by where they stand; the states add up to the forms expected."""
    metric = GaugeMetricFamily(
        "siaga_result_forms", "Result forms by state", labels=["election", "contest", "state"]
    )
    for election in Election.objects.order_by("code"):
        for line in coverage(election):
            for state in ("counted", "held", "waiting", "missing"):
                metric.add_metric([election.code, line.code, state], getattr(line, state))
    return metric


def _trail_size() -> int:
    head = Head.objects.first()
    return head.size if head else 0


def _signed_size() -> int:
    checkpoint = Checkpoint.objects.order_by("-size").first()
    return checkpoint.size if checkpoint else 0
