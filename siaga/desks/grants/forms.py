"""What the pages of the grants desk post."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from siaga.desks.grants.models import Grant, Tranche
from siaga.desks.grants.services import Agreement, Filed, Transfer, Use, Word
from siaga.desks.offices.models import Institution
from siaga.desks.trail.models import Precision, StoredFile
from siaga.desks.trail.services.files import FileRefused, keep

_RUPIAH = re.compile(r"^(?:rp\.?)?\s*(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?(?:,-)?$", re.IGNORECASE)
_LARGEST = Decimal(10) ** 16


class Rupiah(forms.Field):
    """An amount as people write it: 13.607.923.530 or Rp 840,00; dots for thousands, a comma for sen."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 40})
        super().__init__(**{"widget": widget} | options)

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        found = _RUPIAH.match(text)
        if not found:
            raise ValidationError(_("Write the amount in rupiah, such as 13.607.923.530."))
        amount = Decimal(found[1].replace(".", "") + "." + (found[2] or "0"))
        if amount >= _LARGEST:
            raise ValidationError(_("No grant is that large. Check the amount."))
        return amount

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        whole, sen = divmod(value, 1)
        return f"{int(whole):,}".replace(",", ".") + (f",{int(sen * 100):02d}" if sen else "")


def day(**options: Any) -> forms.DateField:
    """A day picked or typed."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def scan() -> forms.FileField:
    return forms.FileField(label=_("Scan of the paper"), required=False)


class WithTicket(forms.Form):
    """Every posting carries the number its device chose once, so that a retry does nothing twice."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class WithFile(WithTicket):
    """A form with a scan, which is kept before the act; a file that is refused is an error of its field."""

    def stored(self) -> StoredFile | None:
        upload = self.cleaned_data.get("file")
        if not upload:
            return None
        try:
            return keep(upload)
        except FileRefused as refusal:
            self.add_error("file", refusal.sentence)
            return None


class AgreementForm(forms.Form):
    """The agreement as its paper says; what the paper leaves out stays empty."""

    grantee = forms.ModelChoiceField(
        Institution.objects.none(), label=_("Grantee"), required=False, empty_label=_("not stated")
    )
    grantee_printed = forms.CharField(
        label=_("Grantee as printed"),
        required=False,
        max_length=200,
        help_text=_("The words of the paper, where they name no institution of the list."),
    )
    amount = Rupiah(label=_("Amount granted"), required=False, help_text=_("In rupiah; empty: not stated."))
    precision = forms.ChoiceField(
        label=_("How sharply the amount is stated"), choices=Precision.choices, initial=Precision.EXACT
    )
    printed = forms.CharField(label=_("Amount as printed"), required=False, max_length=200)
    agreement_number = forms.CharField(
        label=_("Number of the agreement (NPHD)"), required=False, max_length=120
    )
    signed = day(label=_("Signed on"), required=False)
    part_of = forms.ModelChoiceField(
        Grant.objects.none(),
        label=_("May already be part of"),
        required=False,
        empty_label=_("no other grant"),
    )
    visibility = forms.ChoiceField(label=_("Who may read it"), choices=Grant.Visibility.choices)

    def __init__(self, *args: Any, grants: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part_of"].queryset = grants
        self.fields["grantee"].queryset = bodies

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("amount") == 0:
            self.add_error(
                "amount", _("An amount of nothing is no grant; leave it empty if it is not stated.")
            )
        if said.get("amount") and said.get("precision") == Precision.NOT_STATED:
            self.add_error("precision", _("The amount is stated; say how sharply."))
        return said

    def agreement(self) -> Agreement:
        names = Agreement.__dataclass_fields__
        return Agreement(**{name: self.cleaned_data[name] for name in names})


class NewGrantForm(AgreementForm):
    """A new agreement of one's own government."""

    grantor = forms.ModelChoiceField(Institution.objects.none(), label=_("Grantor"), empty_label=_("choose"))
    code = forms.SlugField(
        label=_("Short code"),
        max_length=60,
        help_text=_("For the address, such as nphd-kpu; it never changes."),
    )
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Grant.Purpose.choices)
    field_order = ["grantor", "purpose", "code"]

    def __init__(self, *args: Any, grantors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grantor"].queryset = grantors
        self.fields["grantor"].initial = grantors.filter(parent=None).first()


class CorrectionForm(AgreementForm):
    """Figures of the paper in place of those that stand, with the reason."""

    reason = forms.CharField(
        label=_("Why it is corrected"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class WithdrawalForm(forms.Form):
    """A grant that never was."""

    reason = forms.CharField(
        label=_("Why it is withdrawn"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class TransferForm(WithFile):
    """Money paid back, as the deposit slip (STS) says."""

    amount = Rupiah(label=_("Amount"), help_text=_("In rupiah, such as 5.443.169.412."))
    paid_on = day(label=_("Paid on"))
    document = forms.CharField(label=_("Number of the deposit (STS)"), max_length=120)
    file = scan()

    def clean_amount(self) -> Decimal:
        if not self.cleaned_data["amount"]:
            raise ValidationError(_("Nothing was paid; write the amount."))
        return self.cleaned_data["amount"]

    def transfer(self, file: StoredFile | None) -> Transfer:
        said = self.cleaned_data
        return Transfer(
            amount=said["amount"],
            paid_on=said["paid_on"],
            document=said["document"],
            client_id=said["client_id"],
            tranche=said.get("tranche"),
            file=file,
        )


class PayOutForm(TransferForm):
    """Money paid out, as the order (SP2D) says."""

    tranche = forms.ModelChoiceField(
        Tranche.objects.none(), label=_("Tranche"), required=False, empty_label=_("not stated")
    )
    field_order = ["tranche", "amount", "paid_on", "document", "file"]

    def __init__(self, *args: Any, tranches: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tranche"].queryset = tranches
        self.fields["tranche"].label_from_instance = lambda tranche: str(tranche.number)
        self.fields["document"].label = _("Number of the order (SP2D)")


class AnswerForm(WithTicket):
    """The word of the receiving side; the two buttons of the page carry whether the money arrived."""

    arrived = forms.ChoiceField(choices=[("ya", ""), ("tidak", "")], widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=500,
        help_text=_("Needed when it did not arrive as told."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def word(self) -> Word:
        said = self.cleaned_data
        return Word(said["arrived"] == "ya", said["reason"], said["client_id"])


class ReversalForm(WithTicket):
    reason = forms.CharField(
        label=_("Why the entry is wrong"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class UseForm(WithFile):
    """How much was used, in all since the beginning."""

    as_of = day(label=_("Up to"))
    used = Rupiah(
        label=_("Used"), help_text=_("Everything since the beginning, not only since the last report.")
    )
    budget_line = forms.CharField(
        label=_("Budget line"), required=False, max_length=160, help_text=_("Empty: the grant as a whole.")
    )
    file = scan()

    def use(self, file: StoredFile | None) -> Use:
        return Use(
            **{name: self.cleaned_data[name] for name in ("as_of", "used", "client_id", "budget_line")},
            file=file,
        )


class FilingForm(WithFile):
    filed_on = day(label=_("Filed on"))
    document = forms.CharField(label=_("Number of the report"), max_length=160)
    file = scan()

    def filed(self, file: StoredFile | None) -> Filed:
        return Filed(
            **{name: self.cleaned_data[name] for name in ("filed_on", "document", "client_id")}, file=file
        )


class ProposalForm(forms.Form):
    """The day the elected pair was proposed for appointment."""

    day = day(label=_("Day of the proposal"))
    document = forms.CharField(label=_("Number of the letter"), max_length=160)


class Filter(forms.Form):
    """The filter above the list; every field may stay empty."""

    tujuan = forms.ChoiceField(label=_("Purpose"), required=False)
    keadaan = forms.ChoiceField(label=_("State"), required=False)
    cari = forms.CharField(label=_("Grantee"), required=False, max_length=100)

    def __init__(self, *args: Any, states: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tujuan"].choices = [("", _("all")), *Grant.Purpose.choices]
        self.fields["keadaan"].choices = [("", _("all")), *states]
