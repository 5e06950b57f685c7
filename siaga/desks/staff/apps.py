from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "siaga.desks.staff"
    label = "staff"
    verbose_name = _("Staff")

    def ready(self) -> None:
        """A loaded pack calls for the seats its map and rules ask for."""
        from siaga.desks.staff.services import expect_seats
        from siaga.desks.trail import links

        links.register("pack.loaded", "staff.expect_seats", expect_seats)
