from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadinessConfig(AppConfig):
    name = "siaga.desks.readiness"
    label = "readiness"
    verbose_name = _("Readiness")

    def ready(self) -> None:
        """A loaded pack brings the duties that agencies took upon themselves."""
        from siaga.desks.readiness.services import load_duties
        from siaga.desks.trail import links

        links.register("pack.loaded", "readiness.load_duties", load_duties)
