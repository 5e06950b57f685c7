"""What the database itself refuses of papers, their numbers and their templates."""

from django.db import migrations

from siaga.desks.trail.triggers import closing_only, guard


def differs(column):
    """The column changes; unknown and known differ, unknown and unknown do not."""
    old, new = f'OLD."{column}"', f'NEW."{column}"'
    return f"({old} <> {new} OR ({old} IS NULL) <> ({new} IS NULL))"


def any_differs(*columns):
    return " OR ".join(differs(column) for column in columns)


LAST = "(SELECT MAX(d.sequence) FROM meetings_issueddocument d WHERE d.scheme_id = NEW.scheme_id AND d.year = NEW.year)"
STEPS = "(OLD.state = 'draft' AND NEW.state IN ('issued', 'void')) OR (OLD.state = 'issued' AND NEW.state = 'void')"

DOCUMENT_INSERT = {"starts_as_draft": ("a paper starts as a draft", "NEW.state <> 'draft'")}
DOCUMENT_UPDATE = {
    "stays_itself": (
        "institution, kind, meeting and origin never change",
        any_differs("id", "institution_id", "kind", "meeting_id", "made_by_id", "made_at"),
    ),
    "allowed_step": (
        "a draft is issued or made void, an issued paper is made void",
        f"NEW.state <> OLD.state AND NOT ({STEPS})",
    ),
    "issued_stays": (
        "what was issued never changes",
        "OLD.state <> 'draft' AND ("
        + any_differs(
            *("title", "day", "visibility", "content", "digest", "scheme_id", "year", "sequence", "number"),
            *("replaces_id", "issued_by_id", "issued_at"),
        )
        + ")",
    ),
    "void_stays": (
        "what is void never changes",
        "OLD.state = 'void' AND (" + any_differs("voided_by_id", "voided_at", "void_reason") + ")",
    ),
    "next_number": (
        "the number is not the next one",
        f"OLD.sequence IS NULL AND NEW.sequence IS NOT NULL AND NEW.sequence <> COALESCE({LAST}, 0) + 1",
    ),
    "year_of_its_day": (
        "the year of the number is not the year of the paper",
        "NEW.year IS NOT NULL AND NEW.year <> CAST(substr(CAST(NEW.day AS text), 1, 4) AS integer)",
    ),
    "number_taken": (
        "another paper has this number",
        """NEW.number <> '' AND EXISTS (SELECT 1 FROM meetings_issueddocument o
            WHERE o.id <> NEW.id AND o.institution_id = NEW.institution_id AND o.number = NEW.number)""",
    ),
}
SCHEME_UPDATE = {
    "stays_itself": ("institution and kind never change", any_differs("id", "institution_id", "kind"))
}
IN_USE = (
    "another template is in use",
    """NEW.closed_at IS NULL AND EXISTS (SELECT 1 FROM meetings_template o
        WHERE o.id <> NEW.id AND o.institution_id = NEW.institution_id AND o.kind = NEW.kind
        AND o.format = NEW.format AND o.closed_at IS NULL)""",
)
TEMPLATE_INSERT = {"one_in_use": IN_USE}
TEMPLATE_UPDATE = {
    "stays_one_in_use": IN_USE,
    "only_closes": (
        "a template is replaced by another, never changed",
        any_differs("id", "institution_id", "kind", "format", "file_id", "source", "by_id", "at")
        + " OR (OLD.closed_at IS NOT NULL AND "
        + differs("closed_at")
        + ")",
    ),
}
GUARDS = [
    guard("meetings_issueddocument", "INSERT", DOCUMENT_INSERT),
    guard("meetings_issueddocument", "UPDATE", DOCUMENT_UPDATE),
    closing_only("meetings_issueddocument", keys=[("id",), ("scheme_id", "year", "sequence")]),
    guard("meetings_scheme", "UPDATE", SCHEME_UPDATE),
    closing_only("meetings_scheme", keys=[("id",), ("institution_id", "kind")]),
    guard("meetings_template", "INSERT", TEMPLATE_INSERT),
    guard("meetings_template", "UPDATE", TEMPLATE_UPDATE),
    closing_only("meetings_template"),
    closing_only("meetings_letterhead", keys=[("id",), ("institution_id",)]),
]


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_guards_of_claims")]

    operations = GUARDS
