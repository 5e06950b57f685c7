"""What this desk owns: the duties of the agencies, and the situation reports of the election desk."""

from siaga.desks.readiness.models.duties import Area, Duty, DutyReport, DutyVerdict, Standing
from siaga.desks.readiness.models.reports import ReportPlan, SituationReport

__all__ = ["Area", "Duty", "DutyReport", "DutyVerdict", "ReportPlan", "SituationReport", "Standing"]
