from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResultsConfig(AppConfig):
    name = "siaga.desks.results"
    label = "results"
    verbose_name = _("Results")

    def ready(self) -> None:
        """A loaded pack calls for its expected rows, and brings the rows it carries."""
        from siaga.desks.results.services import load_rows
        from siaga.desks.trail import links

        links.register("pack.loaded", "results.load_rows", load_rows)
