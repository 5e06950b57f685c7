"""The log: what was done (`Entry`), where the tree stands (`Head`), what was signed (`Checkpoint`).

Entries and checkpoints are append-only in the database itself: triggers refuse every change, and an entry
whose index is not the next one (migrations/0002_guards.py).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from siaga.desks.trail.acts import label_of
from siaga.engines.ledger.tree import HASH_SIZE, Frontier, TreeHead


class Entry(models.Model):
    """One act that changed state. The columns are for reading; what counts is `canonical`, the hashed text.

    `subtrees` holds the hashes of the complete subtrees this entry closed, from two leaves upwards, 32
    bytes each, so that a proof about any entry is one query for a handful of rows.
    """

    index = models.BigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("time"))
    actor_id = models.CharField(_("actor number"), max_length=64, blank=True)
    actor_name = models.CharField(_("actor"), max_length=160)
    office = models.CharField(_("office"), max_length=200, blank=True)
    action = models.CharField(_("action"), max_length=64)
    subject_type = models.CharField(_("subject type"), max_length=64)
    subject_id = models.CharField(_("subject number"), max_length=64)
    subject_label = models.CharField(_("subject"), max_length=200, blank=True)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    canonical = models.TextField(_("text that was hashed"))
    leaf_hash = models.CharField(_("leaf hash"), max_length=2 * HASH_SIZE)
    subtrees = models.BinaryField()

    class Meta:
        ordering = ["-index"]
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "index"], name="entry_of_subject"),
            models.Index(fields=["action", "index"], name="entry_of_action"),
            models.Index(fields=["actor_id", "index"], name="entry_of_actor"),
            models.Index(fields=["at"], name="entry_at"),
        ]
        constraints = [
            models.CheckConstraint(name="entry_index_from_zero", condition=Q(index__gte=0)),
            models.CheckConstraint(name="entry_names_its_act", condition=~Q(action="") & ~Q(actor_name="")),
            models.CheckConstraint(
                name="entry_leaf_hash_hex", condition=Exact(Length("leaf_hash"), 2 * HASH_SIZE)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.action} {self.subject_label}"

    @property
    def act(self) -> str:
        """The act in words, empty where only its code is known."""
        return label_of(self.action)


class Head(models.Model):
    """The one row every writer locks: how many entries there are, and the right edge of their tree."""

    size = models.BigIntegerField(default=0)
    frontier = models.BinaryField(default=b"")

    class Meta:
        constraints = [models.CheckConstraint(name="head_is_single", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"{self.size} entries"

    def open(self) -> Frontier:
        """Return the frontier to append to."""
        return Frontier.from_bytes(self.size, bytes(self.frontier))

    def close(self, frontier: Frontier) -> None:
        """Take over the frontier after appending; the caller saves."""
        self.size, self.frontier = frontier.size, frontier.to_bytes()


class Checkpoint(models.Model):
    """A signed statement that the log has this many entries and this root; `note` is the text to publish."""

    size = models.BigIntegerField(_("entries"), primary_key=True)
    root = models.CharField(_("root"), max_length=2 * HASH_SIZE)
    at = models.DateTimeField(_("time"))
    note = models.TextField(_("signed note"))
    key = models.CharField(_("public key"), max_length=400)

    class Meta:
        ordering = ["-size"]
        constraints = [models.CheckConstraint(name="checkpoint_size_from_zero", condition=Q(size__gte=0))]

    def __str__(self) -> str:
        return f"{self.size} {self.root[:16]}"

    @property
    def head(self) -> TreeHead:
        return TreeHead(self.size, bytes.fromhex(self.root))
