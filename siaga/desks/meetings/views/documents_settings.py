"""How an institution's papers look and count: letterhead, numbering, templates of its own."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from siaga.desks.meetings.forms_documents import LetterheadForm, SchemeForm, TemplateForm
from siaga.desks.meetings.models import Letterhead, PaperKind, Scheme, Template
from siaga.desks.meetings.queries.papers import content_of, issuers
from siaga.desks.meetings.services import documents as services
from siaga.desks.meetings.views.common import POSTED, done, submitted
from siaga.desks.offices.access import today
from siaga.desks.offices.models import User
from siaga.desks.trail.access import requires
from siaga.engines.documents.numbering import Pattern, Slot
from siaga.engines.documents.pdf import TEMPLATES


@requires("documents.issue")
@require_http_methods(POSTED)
def numbering(request: HttpRequest) -> HttpResponse:
    """The schemes of one's institutions with the next number of each, and the form to set one."""
    form = SchemeForm(request.POST or None, user=request.user)
    rows = Scheme.objects.filter(institution__in=issuers(request.user)).select_related("institution")
    return submitted(
        request,
        form,
        lambda: services.set_scheme(form.cleaned_data["institution"], form.numbering(), request.user),
        template="meetings/documents/numbering.html",
        context={"rows": [(row, _next(row)) for row in rows]},
        sentence=_("The numbering is kept. Numbers go on where they stand."),
        to=lambda _row: reverse("documents:numbering"),
    )


@requires("documents.issue")
@require_http_methods(POSTED)
def letterhead(request: HttpRequest) -> HttpResponse:
    """The heads of one's institutions' sheets; ``?lembaga=`` opens one of them in the form."""
    rows = Letterhead.objects.filter(institution__in=issuers(request.user)).select_related("institution")
    form = LetterheadForm(request.POST or None, user=request.user, initial=_head(request))
    return submitted(
        request,
        form,
        lambda: services.set_letterhead(form.cleaned_data["institution"], form.lines(), request.user),
        template="meetings/documents/letterhead.html",
        context={"rows": rows},
        sentence=_("The letterhead is kept; papers drafted from now on have it."),
        to=lambda _row: reverse("documents:letterhead"),
    )


@requires("documents.issue")
@require_http_methods(POSTED)
def templates(request: HttpRequest) -> HttpResponse:
    """The shipped templates and one's own, and the form to send one."""
    form = TemplateForm(request.POST or None, request.FILES or None, user=request.user)
    own = Template.objects.filter(institution__in=issuers(request.user)).select_related("institution", "by")
    return submitted(
        request,
        form,
        lambda: _replace(form, request.user),
        template="meetings/documents/templates.html",
        context={
            "kinds": PaperKind.choices,
            "in_use": own.filter(closed_at=None),
            "closed": own.exclude(closed_at=None),
        },
        sentence=_("The template set the sample paper and is in use."),
        to=lambda _row: reverse("documents:templates"),
    )


@requires("documents.issue")
@require_POST
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Go back to the shipped template."""
    row = get_object_or_404(Template, pk=pk, institution__in=issuers(request.user))
    act = lambda: services.retire_template(row, request.user)  # noqa: E731
    return done(request, act, _("The shipped template is in use again."), reverse("documents:templates"))


@requires("documents.issue")
@require_safe
def own(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own template as it was sent."""
    row = get_object_or_404(
        Template.objects.select_related("file"), pk=pk, institution__in=issuers(request.user)
    )
    return _file(content_of(row), f"siaga-{row.kind}-{row.pk}.{row.format}")


@requires("documents.issue")
@require_safe
def shipped(request: HttpRequest, name: str, format: str) -> HttpResponse:
    """A shipped template, to be changed and sent back; ``house.typ`` is what the typst ones share."""
    known = {*PaperKind.values, "house"} if format == "typ" else set(PaperKind.values)
    if name not in known or format not in Template.Format.values:
        raise Http404
    return _file((TEMPLATES / f"{name}.{format}").read_bytes(), f"{name}.{format}")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _replace(form: TemplateForm, by: User) -> Template:
    said = form.cleaned_data
    return services.replace_template(said["institution"], said["kind"], form.format, said["file"], by)


def _next(scheme: Scheme) -> str:
    """The number the next paper of this year will get."""
    day = today()
    taken = scheme.documents.filter(year=day.year).order_by("-sequence").values_list("sequence", flat=True)
    slot = Slot((taken.first() or 0) + 1, day, scheme.classification or "…", scheme.unit or "…")
    return Pattern(scheme.pattern).number(slot)


def _head(request: HttpRequest) -> dict[str, Any]:
    code = request.GET.get("lembaga", "")
    rows = Letterhead.objects.filter(institution__in=issuers(request.user))
    row = rows.filter(institution__code=code).first()
    names = ("superior", "name", "address", "contact", "place", "paper")
    return {"institution": row.institution_id} | {n: getattr(row, n) for n in names} if row else {}
