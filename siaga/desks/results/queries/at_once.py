"""What a crew is told about a photo the moment it arrives, while the paper still lies before them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from siaga.desks.elections.models import Contest
from siaga.desks.results.errors_photos import sentence_of
from siaga.desks.results.models import FormPhoto, PhotoFinding, PhotoKind


def sentence_about(photo: FormPhoto) -> str:
    """That it is of another station or contest, or why it could not be placed; empty when nothing is to be
    done. Whether another form has the same picture is for officers alone.
    """
    found = {finding.kind: finding for finding in photo.findings.all()}
    if PhotoKind.STATION in found:
        code = found[PhotoKind.STATION].told["code"]
        said = _(
            "The code on this page names polling station %(code)s, not yours. Take the page of your own form."
        )
        return said % {"code": code}
    if PhotoKind.CONTEST in found:
        return _of_contest(photo, found[PhotoKind.CONTEST])
    return sentence_of(photo.reason) if photo.reason else ""


def _of_contest(photo: FormPhoto, finding: PhotoFinding) -> str:
    here: Contest = photo.row.contest
    there = Contest.objects.filter(election=here.election_id, code=finding.told["code"]).first()
    if there is None:
        return _("This is a form of another contest, not of this one. Take the page of this form.")
    return _("This is the form for %(there)s, not for %(here)s. Take the page of this form.") % {
        "there": there.get_kind_display(),
        "here": here.get_kind_display(),
    }
