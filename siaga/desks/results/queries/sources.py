"""The two sources of a row side by side, figure by figure, and the lists of what waits, differs and was
decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Election
from siaga.desks.offices.access import within
from siaga.desks.results.figures import Figures, Paper, judge
from siaga.desks.results.layout import labels
from siaga.desks.results.models import Adjudication, Comparison, ResultRow, ResultVersion, SupervisorForm
from siaga.desks.results.queries.evidence import Evidence, evidence_of
from siaga.desks.results.queries.leaves import PairLine, in_region, pairs_of, standing
from siaga.desks.results.services.comparing import differing, open_difference
from siaga.desks.results.states import State
from siaga.law.form import Finding
