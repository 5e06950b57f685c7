from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficesConfig(AppConfig):
    name = "siaga.desks.offices"
    label = "offices"
    verbose_name = _("Institutions and accounts")

    def ready(self) -> None:
        from siaga.desks.offices import access, signins

        access.register_permissions()
        signins.connect()
