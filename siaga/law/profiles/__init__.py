"""The rules of an election as dated data: ``load("pilkada-2024")``.

This is the one room of the law that touches a file: its own packaged YAML.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from siaga.law.profiles.clocks import Clock, Period
from siaga.law.profiles.mixups import Mixups, read_mixups
from siaga.law.profiles.model import (
    Basis,
    Choice,
    CorrectionRule,
    Field,
    Parameter,
    Profile,
    ProfileError,
    Rule,
    Slips,
    Text,
)
from siaga.law.profiles.reader import read_profile

__all__ = [
    "Basis",
    "Choice",
    "Clock",
    "CorrectionRule",
    "Field",
    "Mixups",
    "Parameter",
    "Period",
    "Profile",
    "ProfileError",
    "Rule",
    "Slips",
    "Text",
    "available",
    "load",
    "load_mixups",
]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache
def available() -> tuple[str, ...]:
    """Ids of the profiles there are, sorted."""
    names = (entry.name for entry in files(__name__).iterdir() if entry.name.endswith(".yaml"))
    profiles = (name for name in names if name.startswith(("pemilu-", "pilkada-")))
    return tuple(sorted(name.removesuffix(".yaml") for name in profiles))


@lru_cache
def load(profile_id: str) -> Profile:
    """The profile with this id; always the same object. Raises ProfileError naming the ids there are."""
    if profile_id not in available():
        raise ProfileError(f"no rule profile {profile_id!r}; there are: {', '.join(available())}")
    raw = _yaml(profile_id)
    return read_profile(raw, _yaml(str(raw["slip_table"])))


@lru_cache
def load_mixups(table_id: str) -> Mixups:
    """The table of what sources mix up with this id, such as that of a profile; always the same object."""
    return read_mixups(_yaml(table_id))


def _yaml(name: str) -> dict[str, Any]:
    text = files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, in C where there is one
    return loaded
