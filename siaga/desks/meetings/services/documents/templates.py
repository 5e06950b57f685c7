"""An institution's own templates: tried with a sample before they are taken, replaced, given up."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from siaga.desks.meetings.errors import NotNow, Refused
from siaga.desks.meetings.models import Template
from siaga.desks.meetings.services.documents.register import issuing_for
from siaga.desks.meetings.telling import tell
from siaga.desks.offices.models import Institution, User
from siaga.desks.trail.models import StoredFile
from siaga.desks.trail.services.files import FileRefused, keep
from siaga.desks.trail.sniff import Media
from siaga.engines.documents import TemplateError, render
from siaga.engines.documents.admission import LARGEST
from siaga.engines.documents.samples import sample

Format = Template.Format
FORMS = {Format.DOCX: "docx", Format.TYP: "pdf"}
"""What a template of a format is set as."""


def replace_template(
    institution: Institution, kind: str, format: str, upload: UploadedFile, by: User
) -> Template:
    """Take a template into use for a kind after it has set the sample paper; the one before is closed.

    Raises NotYours, and Refused with the reason when the template is not let in or fails on the sample.
    """
    issuing_for(by, institution)
    content = upload.read(LARGEST + 1)
    _try(kind, format, content)
    file = _kept(upload, content) if format == Format.DOCX else None
    source = "" if file else content.decode()
    return _take(institution, kind, format, (file, source), by)


@transaction.atomic
def retire_template(template: Template, by: User) -> Template:
    """Go back to the shipped template. Raises NotYours, and NotNow when it is not in use."""
    row = Template.objects.select_for_update(of=("self",)).select_related("institution").get(pk=template.pk)
    issuing_for(by, row.institution)
    if row.closed_at is not None:
        raise NotNow
    row.closed_at = timezone.now()
    row.save(update_fields=["closed_at"])
    tell("documents.template_close", row, after={"kind": row.kind, "format": row.format})
    return row


def _try(kind: str, format: str, content: bytes) -> None:
    try:
        render(sample(kind), FORMS[Format(format)], content)
    except TemplateError as error:
        raise Refused(error.en if get_language() == "en" else error.id) from None


def _kept(upload: UploadedFile, content: bytes) -> StoredFile:
    named = UploadedFile(io.BytesIO(content), name=upload.name, size=len(content))
    try:
        return keep(named, kinds=(Media.DOCX,))
    except FileRefused as refusal:
        raise Refused(refusal.sentence) from None


@transaction.atomic
def _take(
    institution: Institution, kind: str, format: str, content: tuple[StoredFile | None, str], by: User
) -> Template:
    Institution.objects.select_for_update(of=("self",)).get(pk=institution.pk)  # one after another
    in_use = Template.objects.filter(institution=institution, kind=kind, format=format, closed_at=None)
    now = timezone.now()
    for row in in_use:
        row.closed_at = now
        row.save(update_fields=["closed_at"])
    file, source = content
    row = Template.objects.create(
        institution=institution, kind=kind, format=format, file=file, source=source, by=by, at=now
    )
    digest = file.sha256 if file else ""
    tell("documents.template", row, after={"kind": kind, "format": format, "file": digest})
    return row
