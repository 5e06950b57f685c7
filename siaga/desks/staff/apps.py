from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "siaga.desks.staff"
    label = "staff"
    verbose_name = _("Staff")

    def ready(self) -> None:
        """A loaded pack calls for its seats; the ledger of claims asks how many are filled."""
        from siaga.desks.staff.figures import figures
        from siaga.desks.staff.services import load_seats
        from siaga.desks.trail import links

        links.register("pack.loaded", "staff.load_seats", load_seats)
        links.register("doubts.figures", "staff.figures", figures)
