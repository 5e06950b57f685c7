"""The public API: elections, contests, totals and stations. Every figure is that of a counted row."""

from ninja import Router

from siaga.desks.portal.api.elections import router as elections
from siaga.desks.portal.api.results import router as results

router = Router()
router.add_router("", elections)
router.add_router("", results)

__all__ = ["router"]
