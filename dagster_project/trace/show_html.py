"""A trace as one HTML page: levels that open and close, nothing fetched from anywhere."""

from __future__ import annotations

from pathlib import Path

from dagster_project.trace.tree import Node

PAGE = "page.html.j2"


def as_html(root: Node) -> str:
    """The page. Every text is escaped: names and words of exports are shown, never read as HTML."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    checks = sum(len(node.checks) for node in root.walk())
    return environment.get_template(PAGE).render(root=root, checks=checks, differing=root.differing())
