"""A trace as JSON: the tree as it is, every check with both values."""

from __future__ import annotations

import json
from typing import Any

from dagster_project.trace.tree import Node


def as_json(root: Node) -> str:
    """One document; `agrees` of a node tells of everything below it too."""
    return json.dumps(_told(root), ensure_ascii=False, indent=1)


def _told(node: Node) -> dict[str, Any]:
    return {
        "level": node.level,
        "title": node.title,
        "agrees": node.agrees,
        "facts": node.facts,
        "checks": [
            {
                "name": check.name,
                "published": check.published,
                "recomputed": check.recomputed,
                "agrees": check.agrees,
            }
            for check in node.checks
        ],
        "children": [_told(child) for child in node.children],
    }
