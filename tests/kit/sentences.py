"""The sentences an engine may say of unusable or altered input, read out of its source.

templates(Path("siaga/engines/audit"))     # {"{}: numbers {} and {} are level; every form must be read", …}
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import product
from pathlib import Path

SAYING = ("Error", "Finding", "add", "_require", "_name_differing", "refuse")
"""How a call is named that hands a sentence to a person: an error, a finding, a line of a report."""


def templates(root: Path) -> set[str]:
    """Every sentence handed over in the modules below `root`, its filled-in parts written ``{}``."""
    files = [root] if root.is_file() else sorted(root.rglob("*.py"))
    return {found for file in files for found in _of_module(ast.parse(file.read_text()))}


def _of_module(tree: ast.Module) -> Iterator[str]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            named = _named(function)
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and _name(call).endswith(SAYING):
                    for argument in [*call.args, *(k.value for k in call.keywords)]:
                        yield from (text for text in _texts(argument, named) if _is_sentence(text))


def _named(function: ast.FunctionDef) -> dict[str, list[ast.expr]]:
    """The values each simple name of a function is given."""
    named: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named.setdefault(node.targets[0].id, []).append(node.value)
    return named


def _texts(node: ast.expr, named: dict[str, list[ast.expr]]) -> list[str]:
    """The texts an expression may become; names are followed inside their function."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else ["{}"]
    if isinstance(node, ast.Name) and node.id in named and node.id not in ("name", "place"):
        return [text for value in named[node.id] for text in _texts(value, {})]
    if isinstance(node, ast.IfExp):
        return _texts(node.body, named) + _texts(node.orelse, named)
    if isinstance(node, ast.JoinedStr):
        return ["".join(parts) for parts in product(*(_pieces(part) for part in node.values))]
    return ["{}"]


def _pieces(part: ast.expr) -> list[str]:
    return [str(part.value)] if isinstance(part, ast.Constant) else ["{}"]


def _name(call: ast.Call) -> str:
    found = call.func
    return found.attr if isinstance(found, ast.Attribute) else getattr(found, "id", "")


def _is_sentence(text: str) -> bool:
    """Words, and not the name of a file or a bare hole."""
    own = text.replace("{}", "")
    return own == "missing" or (" " in text.strip() and any(letter.isalpha() for letter in own))
