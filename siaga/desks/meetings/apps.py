from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "siaga.desks.meetings"
    label = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        """A loaded pack brings its meetings, what was said there and what followed from it."""
        from siaga.desks.meetings.services.load import load_meetings
        from siaga.desks.trail import links

        links.register("pack.loaded", "meetings.load_meetings", load_meetings)
