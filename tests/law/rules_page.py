"""The catalogue in docs/form-rules.md, written from the profiles: ``python -m tests.law.rules_page``."""

from __future__ import annotations

import re
from pathlib import Path

from siaga.law.profiles import Basis, Parameter, Profile, Rule, available, load

PAGE = Path(__file__).resolve().parents[2] / "docs" / "form-rules.md"


def page_with_catalogue(text: str) -> str:
    """The page with each marked part written anew from the profiles."""
    for name, part in (("rules", _rules()), ("parameters", _parameters()), ("slips", _slips())):
        marked = re.compile(f"(<!-- {name}: begin -->\n).*?(<!-- {name}: end -->)", re.DOTALL)
        text = marked.sub(lambda found, part=part: f"{found[1]}\n{part}\n\n{found[2]}", text)
    return text


def _rules() -> str:
    ids = sorted({rule.id for rule in load(available()[0]).rules}, key=lambda name: int(name[1:]))
    return "\n\n".join(_rule_id(rule_id) for rule_id in ids)


def _rule_id(rule_id: str) -> str:
    lines = [f"### {rule_id}", ""]
    for profile in map(load, available()):
        lines += [_rule(profile, rule) for rule in profile.rules_of(rule_id)]
    first = load(available()[-1]).rules_of(rule_id)[0]
    return "\n".join([*lines, "", f"> {first.message.id}", ">", f"> {first.message.en}"])


def _rule(profile: Profile, rule: Rule) -> str:
    over = "; ".join(f"{name}: {_choice(choice)}" for name, choice in rule.for_each)
    only = f" · only where not stated: {', '.join(rule.only_without)}" if rule.only_without else ""
    where = f" · {over}" if over else ""
    return f"- **{profile.id}** {rule.severity}: `{rule.formula}`{where}{only} · {_basis(rule.basis)}"


def _choice(choice: object) -> str:
    literals = getattr(choice, "literals", ())
    if literals:
        return ", ".join(literals)
    without = getattr(choice, "without", ())
    return f"every figure of blocks {', '.join(getattr(choice, 'blocks', ()))}" + (
        f" but {', '.join(without)}" if without else ""
    )


def _basis(basis: Basis) -> str:
    unsure = ", unsure" if basis.unsure else ""
    note = f": {basis.note.en}" if basis.note else ""
    return f"{basis} ({basis.confidence}{unsure}){note}"


def _parameters() -> str:
    profiles = [load(name) for name in available()]
    names = sorted({name for profile in profiles for name in profile.parameters})
    lines = [f"| parameter | {' | '.join(p.id for p in profiles)} | unit |", "|---|---|---|---|"]
    for name in names:
        held = [profile.parameters.get(name) for profile in profiles]
        unit = next(parameter.unit for parameter in held if parameter)
        lines.append(f"| `{name}` | {' | '.join(map(_value, held))} | {unit} |")
    return "\n".join(lines)


def _value(parameter: Parameter | None) -> str:
    if parameter is None:
        return "not stated"
    value = parameter.value
    shown = str(value) if isinstance(value, int) else f"{float(value * 100):g} %"
    return f"{shown} ({parameter.basis.confidence}, {parameter.basis})"


def _slips() -> str:
    slips = load(available()[0]).slips
    kinds = ", ".join(f"{kind} {weight} %" for kind, weight in slips.kinds.items())
    pairs = sorted(slips.confusions.items(), key=lambda item: (-item[1], item[0]))
    confusions = ", ".join(f"{meant}→{seen} {weight}" for (meant, seen), weight in pairs)
    return (
        f"Kinds: {kinds}.\n\n"
        f"A digit changed, meant→seen: {confusions}; every other {slips.other}.\n\n"
        f"A repair that leaves a warning counts {slips.warning_left} % of one that leaves none."
    )


if __name__ == "__main__":
    PAGE.write_text(page_with_catalogue(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
