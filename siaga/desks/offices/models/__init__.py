"""Nouns of authority: people and their memberships, invitations, institutions, offices and their
holders, and the word of another institution."""

from siaga.desks.offices.models.institutions import Institution, Office, OfficeHolder
from siaga.desks.offices.models.invitations import Invitation
from siaga.desks.offices.models.judgements import Judgement
from siaga.desks.offices.models.people import Membership, User

__all__ = ["Institution", "Invitation", "Judgement", "Membership", "Office", "OfficeHolder", "User"]
