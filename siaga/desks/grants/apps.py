from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrantsConfig(AppConfig):
    name = "siaga.desks.grants"
    label = "grants"
    verbose_name = _("Grants")

    def ready(self) -> None:
        """A loaded pack brings its grants; the ledger of claims compares them with what others said."""
        from siaga.desks.grants.queries.doubts import figures
        from siaga.desks.grants.services import load_grants
        from siaga.desks.trail import links

        links.register("pack.loaded", "grants.load_grants", load_grants)
        links.register("doubts.figures", "grants.figures", figures)
