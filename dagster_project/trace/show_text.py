"""A trace as plain text: one line a node, what differs marked, details below."""

from __future__ import annotations

from collections.abc import Iterator

from dagster_project.trace.tree import Node

COMPACT = {"line", "leg", "event", "day", "segment", "weight row", "member"}
"""Levels whose facts share one line."""


def as_text(root: Node) -> str:
    """The whole tree; a line that holds no agreement of its own says nothing of it."""
    lines = list(_lines(root, 0))
    differing = root.differing()
    checks = sum(len(node.checks) for node in root.walk())
    if not differing:
        lines.append(f"{checks} numbers were recomputed; all agree")
    else:
        lines.append(f"{checks} numbers were recomputed; {len(differing)} differ:")
        lines += [f"  {_clean(node.title)}: {check.name} {_clean(str(check))}" for node, check in differing]
    return "\n".join(lines)


def _lines(node: Node, depth: int) -> Iterator[str]:
    indent = "  " * depth
    yield _clean(f"{indent}{node.title}{_verdict(node)}")
    facts = [f"{name}: {value}" for name, value in node.facts.items() if value is not None]
    if facts and node.level in COMPACT:
        facts = [" | ".join(facts)]
    yield from (_clean(f"{indent}    {fact}") for fact in facts)
    for check in node.checks:
        if not check.agrees:
            yield f"{indent}    {check.name} {_clean(str(check))}"
    for child in node.children:
        yield from _lines(child, depth + 1)


def _verdict(node: Node) -> str:
    if not node.checks:
        return ""
    return " - agrees" if all(check.agrees for check in node.checks) else " - DIFFERS"


def _clean(text: str) -> str:
    """Without what a terminal would take for a command."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text
    )
