"""What the database itself refuses: money nobody granted, one institution on both sides, a past rewritten.

Two officers who enter a payment at the same moment must not both fit under the granted amount: on PostgreSQL
the grant's row is locked before the sum is looked at; SQLite has one writer.
"""

from django.db import migrations

from siaga.desks.trail.triggers import Script, append_only, closing_only, guard, vendor_sql

GRANT, PAYMENT, RECEIPT = "grants_grant", "grants_payment", "grants_receipt"

# An agency and the government it belongs to are one side.
HOUSE = 'SELECT COALESCE(i.parent_id, i.id) FROM offices_institution i WHERE i.id = {institution}'
CONFIRMED = "EXISTS (SELECT 1 FROM grants_receipt c WHERE c.payment_id = {payment} AND c.outcome = 'confirmed')"
# What was confirmed by the other side is taken back only when that side confirms the reversal too.
TAKEN_BACK = f"""EXISTS (
    SELECT 1 FROM grants_payment r WHERE r.reverses_id = p.id
    AND (r.entered_by_id IS NULL OR NOT {CONFIRMED.format(payment="p.id")} OR {CONFIRMED.format(payment="r.id")}))"""
MOVED = f"""(SELECT COALESCE(ROUND(SUM(p.amount), 2), 0) FROM grants_payment p
    WHERE p.grant_id = {{grant}} AND p.direction = '{{direction}}' AND p.kind = 'paid' AND NOT {TAKEN_BACK})"""


def changed(*columns):
    """True where one of the columns gets another value; NULL counts as a value."""
    return " OR ".join(f"NEW.{c} <> OLD.{c} OR (NEW.{c} IS NULL) <> (OLD.{c} IS NULL)" for c in columns)


def same_house(one, other):
    return f"({HOUSE.format(institution=one)}) = ({HOUSE.format(institution=other)})"


def of_grant(column, grant="NEW.grant_id"):
    return f"(SELECT g.{column} FROM grants_grant g WHERE g.id = {grant})"


def of_payment(column):
    return f"(SELECT p.{column} FROM grants_payment p WHERE p.id = NEW.payment_id)"


OUT = MOVED.format(grant="{grant}", direction="out")
BACK = MOVED.format(grant="{grant}", direction="back")

PAYMENT_INSERT = {
    "tranche_of_grant": (
        "the tranche is one of another grant",
        """NEW.tranche_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM grants_tranche t WHERE t.id = NEW.tranche_id AND t.grant_id = NEW.grant_id)""",
    ),
    "grant_stands": ("the grant was withdrawn", f"{of_grant('withdrawn_reason')} <> ''"),
    "paying_side": (
        "only the paying side enters a payment",
        f"""NEW.institution_id IS NOT NULL AND (
            NEW.direction = 'out' AND NOT {same_house("NEW.institution_id", of_grant("grantor_id"))}
            OR NEW.direction = 'back' AND NEW.institution_id <> COALESCE({of_grant("grantee_id")}, 0))""",
    ),
    "reversal_of_same": (
        "a reversal repeats the payment it takes back",
        """NEW.kind = 'reversal' AND NOT EXISTS (
            SELECT 1 FROM grants_payment p
            WHERE p.id = NEW.reverses_id AND p.kind <> 'reversal' AND p.grant_id = NEW.grant_id
            AND p.direction = NEW.direction AND p.amount = NEW.amount)""",
    ),
    "within_grant": (
        "more would be paid out than was granted",
        f"""NEW.kind = 'paid' AND NEW.direction = 'out'
            AND {OUT.format(grant="NEW.grant_id")} + NEW.amount > {of_grant("amount")}""",
    ),
    "within_paid": (
        "more would come back than was paid out",
        f"""NEW.kind = 'paid' AND NEW.direction = 'back'
            AND {BACK.format(grant="NEW.grant_id")} + NEW.amount > {OUT.format(grant="NEW.grant_id")}""",
    ),
}

RECEIPT_INSERT = {
    "another_institution": (
        "the side that paid cannot confirm that the money arrived",
        same_house("NEW.institution_id", of_payment("institution_id")),
    ),
    "another_person": (
        "who entered a payment cannot confirm it",
        f"NEW.entered_by_id = {of_payment('entered_by_id')}",
    ),
    "receiving_side": (
        "only the receiving side says whether money arrived",
        f"""{of_payment("direction")} = 'out'
                AND NEW.institution_id <> COALESCE({of_grant("grantee_id", of_payment("grant_id"))}, 0)
            OR {of_payment("direction")} = 'back'
                AND NOT {same_house("NEW.institution_id", of_grant("grantor_id", of_payment("grant_id")))}""",
    ),
    "still_open": (
        "this payment was confirmed, taken back or only announced",
        f"""{of_payment("kind")} = 'planned' OR {CONFIRMED.format(payment="NEW.payment_id")}
            OR EXISTS (SELECT 1 FROM grants_payment r WHERE r.reverses_id = NEW.payment_id)""",
    ),
}

# A first payment may have been used when it is found not to have arrived: the rest must still cover what
# went back.
RECEIPT_REVERSAL = {
    "covers_returns": (
        "more came back than would be left as paid out",
        f"""NEW.outcome = 'confirmed' AND {of_payment("kind")} = 'reversal' AND {of_payment("direction")} = 'out'
            AND {OUT.format(grant=of_payment("grant_id"))} - {of_payment("amount")}
              < {BACK.format(grant=of_payment("grant_id"))}""",
    ),
}
PAYMENT_REVERSAL = {
    "covers_returned": (
        "more came back than would be left as paid out",
        f"""NEW.kind = 'reversal' AND NEW.direction = 'out'
            AND (NEW.entered_by_id IS NULL OR NOT {CONFIRMED.format(payment="NEW.reverses_id")})
            AND EXISTS (SELECT 1 FROM grants_payment p WHERE p.id = NEW.reverses_id AND p.kind = 'paid')
            AND {OUT.format(grant="NEW.grant_id")} - NEW.amount < {BACK.format(grant="NEW.grant_id")}""",
    ),
}

SIDES = {
    "two_sides": (
        "grantor and grantee are one institution",
        f"NEW.grantee_id IS NOT NULL AND {same_house('NEW.grantor_id', 'NEW.grantee_id')}",
    ),
    "part_of_same_election": (
        "a grant is part of one of the same election only",
        """NEW.part_of_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM grants_grant g WHERE g.id = NEW.part_of_id AND g.election_id = NEW.election_id)""",
    ),
}
HAS_MONEY = f"{OUT.format(grant='NEW.id')} > 0"
GRANT_UPDATE = {
    "itself": ("election, code and purpose never change", changed("election_id", "code", "purpose", "loaded")),
    "revision_up": (
        "the revision goes up by one, or stays with the pack",
        "NEW.revision <> OLD.revision AND NEW.revision <> OLD.revision + 1",
    ),
    "not_below_paid": (
        "less would be granted than was paid out",
        f"NEW.amount IS NOT NULL AND {OUT.format(grant='NEW.id')} > NEW.amount",
    ),
    "sides_with_money": (
        "grantor and grantee stay while payments stand",
        f"""(NEW.grantor_id <> OLD.grantor_id OR OLD.grantee_id IS NOT NULL AND ({changed("grantee_id")}))
            AND {HAS_MONEY}""",
    ),
    "withdrawn_empty": ("money was paid out of it", f"NEW.withdrawn_reason <> '' AND {HAS_MONEY}"),
    "withdrawn_stays": ("what was withdrawn stays so", "OLD.withdrawn_reason <> '' AND NEW.withdrawn_reason = ''"),
}

REALISATION_INSERT = {
    "within_amount": (
        "more would be used than was granted",
        f"NEW.used > {of_grant('amount')}",
    ),
    "by_grantee": (
        "only the grantee tells what it used",
        f"NEW.institution_id <> COALESCE({of_grant('grantee_id')}, 0)",
    ),
}
FILING_INSERT = {
    "by_its_side": (
        "the grantee files its accountability report, the grantor its report of disbursement",
        f"""NOT EXISTS (
            SELECT 1 FROM grants_report r JOIN grants_grant g ON g.id = r.grant_id WHERE r.id = NEW.report_id
            AND (r.kind = 'accountability' AND NEW.institution_id = g.grantee_id
                 OR r.kind = 'disbursement' AND {same_house("NEW.institution_id", "g.grantor_id")}))""",
    ),
}
STAYS = {"stays_itself": ("it belongs to its grant for good", changed("grant_id"))}
SAID = [("id",), ("client_id",)]

LOCK = vendor_sql(
    sqlite=Script([], []),
    postgresql=Script(
        [
            """CREATE FUNCTION "grants_lock_grant"() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_TABLE_NAME = 'grants_receipt' THEN
                    PERFORM 1 FROM grants_grant g JOIN grants_payment p ON p.grant_id = g.id
                        WHERE p.id = NEW.payment_id FOR NO KEY UPDATE OF g;
                ELSE
                    PERFORM 1 FROM grants_grant WHERE id = NEW.grant_id FOR NO KEY UPDATE;
                END IF;
                RETURN NEW;
            END $$""",
            # Triggers of one event run in the order of their names: the lock comes before every rule.
            """CREATE TRIGGER "a_grants_lock_payment" BEFORE INSERT ON "grants_payment"
                FOR EACH ROW EXECUTE FUNCTION "grants_lock_grant"()""",
            """CREATE TRIGGER "a_grants_lock_receipt" BEFORE INSERT ON "grants_receipt"
                FOR EACH ROW EXECUTE FUNCTION "grants_lock_grant"()""",
        ],
        [
            'DROP TRIGGER "a_grants_lock_payment" ON "grants_payment"',
            'DROP TRIGGER "a_grants_lock_receipt" ON "grants_receipt"',
            'DROP FUNCTION "grants_lock_grant"()',
        ],
    ),
)

OF_GRANT = (
    closing_only(GRANT, keys=[("id",), ("election_id", "code")]),
    guard(GRANT, "INSERT", SIDES),
    guard(GRANT, "UPDATE", {**{f"{name}_still": rule for name, rule in SIDES.items()}, **GRANT_UPDATE}),
)
OF_MONEY = (
    LOCK,
    append_only(PAYMENT, keys=[*SAID, ("reverses_id",)]),
    guard(PAYMENT, "INSERT", PAYMENT_INSERT | PAYMENT_REVERSAL),
    append_only(RECEIPT, keys=SAID),
    guard(RECEIPT, "INSERT", RECEIPT_INSERT | RECEIPT_REVERSAL),
)
"""The rules by table; a later migration that alters one on SQLite lifts them meanwhile."""


class Migration(migrations.Migration):
    dependencies = [("grants", "0001_initial"), ("offices", "0002_guards")]

    operations = [
        *OF_GRANT,
        *OF_MONEY,
        append_only("grants_proposal"),
        append_only("grants_realisation", keys=SAID),
        guard("grants_realisation", "INSERT", REALISATION_INSERT),
        append_only("grants_filing", keys=SAID),
        guard("grants_filing", "INSERT", FILING_INSERT),
        closing_only("grants_tranche", keys=[("id",), ("grant_id", "number")]),
        guard("grants_tranche", "UPDATE", STAYS),
        closing_only("grants_report", keys=[("id",), ("grant_id", "kind")]),
        guard("grants_report", "UPDATE", STAYS),
        closing_only("grants_return", keys=[("id",), ("grant_id",)]),
        guard("grants_return", "UPDATE", STAYS),
    ]
