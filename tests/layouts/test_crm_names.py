"""Layouts of CRMs and sheets keep what they say: names, certainty, lines to paste."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path

import pytest

from dagster_project.ingest.declared.entities import load_entity
from dagster_project.ingest.declared.sources import load_sources
from tests.ingest.site import Site
from tests.layouts.crm import DRAFTS, SHIPPED, read_layout, table, use


@pytest.mark.parametrize("path", [p for p in SHIPPED if read_layout(p).aliases], ids=lambda path: path.stem)
def test_every_other_name_of_a_column_reads_like_the_column(path: Path, site: Site) -> None:
    """File by file each column bears its next name; all are read like the first."""
    layout = read_layout(path)
    assert layout.entity is not None
    names = list(layout.wanted(load_entity(layout.entity)))
    assert set(layout.aliases) <= set(names)
    foreign = [condition.column for condition in layout.recognise if condition.pattern is None]
    values = ["" if name in foreign else str(number) for number, name in enumerate(names)]
    use(site, path.stem, layout.entity)
    most = max(len(aliases) for aliases in layout.aliases.values())
    for turn in range(most + 1):
        header = [[name, *layout.aliases.get(name, ())] for name in names]
        site.put(f"crm/{turn}.csv", table([same[min(turn, len(same) - 1)] for same in header], values))
    site.ingest()
    read = {name: site.rows(delivery, "* exclude (file_id)") for name, delivery in site.current().items()}
    assert len(read) == most + 1
    assert {name: rows for name, rows in read.items() if rows != read["crm/0.csv"]} == {}


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_a_template_says_what_is_from_memory(path: Path) -> None:
    assert read_layout(path).certainty == "template"
    assert "# from memory: check" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_layout_says_how_certain_it_is(path: Path) -> None:
    layout = read_layout(path)
    assert layout.certainty == ("generic" if path.stem.startswith("chinese_") else "documented")
    assert layout.title
    assert layout.note


@pytest.mark.parametrize("path", [*SHIPPED, *DRAFTS], ids=lambda path: path.stem)
def test_the_source_lines_in_the_head_of_a_layout_can_be_pasted(path: Path, site: Site) -> None:
    head = [line[1:] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    start = next(number for number, line in enumerate(head) if line.startswith("   - "))
    if path in DRAFTS:
        site.use_layout(path.stem, path.read_text(encoding="utf-8"))
    lines = takewhile(lambda line: line.startswith("   "), head[start:])
    site.use_sources("sources:\n" + "\n".join(lines) + "\n")
    [source] = load_sources(site.sources)
    assert source.layout.name == path.stem
