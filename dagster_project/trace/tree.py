"""What a trace is made of: nodes with facts, checks and children; text, JSON and HTML show the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Check:
    """One number recomputed from the level below; both values as text, None where there is none."""

    name: str
    published: str | None
    recomputed: str | None

    @property
    def agrees(self) -> bool:
        """Whether both are the same."""
        return self.published == self.recomputed

    def __str__(self) -> str:
        """`agrees`, or what differs."""
        if self.agrees:
            return "agrees"
        return f"DIFFERS: published {shown(self.published)}, recomputed {shown(self.recomputed)}"


@dataclass
class Node:
    """One thing on the way: `level` names its kind, `title` is a line for people, `facts` its values."""

    level: str
    title: str
    facts: dict[str, str | None] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """This node and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def differing(self) -> list[tuple[Node, Check]]:
        """Every check below that does not agree, with its node."""
        return [(node, check) for node in self.walk() for check in node.checks if not check.agrees]

    @property
    def agrees(self) -> bool:
        """Whether everything here and below agrees."""
        return all(check.agrees for check in self.checks) and all(child.agrees for child in self.children)


def shown(value: str | None) -> str:
    """A value for people; nothing is `none`."""
    return "none" if value is None else value
