"""What a person sees: masked unless asked for, and never anything that a browser or terminal would run."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from typer.testing import CliRunner

from dagster_project.command.main import app
from dagster_project.home import Home
from dagster_project.record import log
from dagster_project.trace.build import trace
from dagster_project.trace.opened import Opened
from dagster_project.trace.show_html import as_html
from dagster_project.trace.show_json import as_json
from dagster_project.trace.show_text import as_text
from dagster_project.trace.tree import Check, Node
from tests.trace.in_memory import asked
from tests.trace.site import PHONE, SCRIPT

FORMS = {"text": as_text, "json": as_json, "html": as_html}


def shown(opened: Opened, form: str, *, reveal: bool) -> str:
    question = asked("ann", "month", "2026-09", excluded=True, reveal=reveal)
    return FORMS[form](trace(opened, question))


@pytest.mark.parametrize("form", FORMS)
def test_names_and_numbers_are_masked(opened: Opened, form: str) -> None:
    text = shown(opened, form, reveal=False)
    for hidden in (PHONE, "138 0013 8021", "Ann Lee", "alert(", "13800138099"):
        assert hidden not in text
    assert "138*****021" in text


@pytest.mark.parametrize("form", ["text", "json"])
def test_they_are_revealed_when_asked_for(opened: Opened, form: str) -> None:
    text = shown(opened, form, reveal=True)
    for hidden in (PHONE, "138 0013 8021", "Ann Lee", SCRIPT):
        assert hidden in text


@pytest.mark.parametrize("form", FORMS)
def test_kpis_bear_their_names_in_both_languages(opened: Opened, form: str) -> None:
    assert "电话外呼量 Dials" in shown(opened, form, reveal=False)


class Page(HTMLParser):
    """Every tag with its attributes, and the text outside of styles."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.stack: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_page_holds_text_as_text_and_fetches_nothing(opened: Opened) -> None:
    text = shown(opened, "html", reveal=True)
    page = Page()
    page.feed(text)
    assert page.stack == []
    assert {tag for tag, _ in page.tags} <= {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "p", "details", "summary", "span",
        "table", "tr", "th", "td", "div", "ul", "li",
    }  # fmt: skip
    assert not [
        found for _, attributes in page.tags for found in attributes if found in {"src", "href", "onclick"}
    ]
    assert not re.search(r"https?://|url\(|@import", text)
    assert SCRIPT in "".join(page.text)
    assert "default-src 'none'" in text
    assert text.count("<details") > 100


def test_json_tells_every_check_with_both_values(opened: Opened) -> None:
    told = json.loads(shown(opened, "json", reveal=False))
    assert (told["level"], told["agrees"]) == ("score", True)
    score = next(check for check in told["checks"] if check["name"] == "score")
    assert score == {"name": "score", "published": "3.4255", "recomputed": "3.4255", "agrees": True}
    levels = {node["level"] for node in every(told)}
    assert {
        "kpi",
        "target",
        "segment",
        "target day",
        "weight row",
        "adjustment",
        "event",
        "leg",
        "merge",
    } <= levels


def every(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(each for child in node["children"] for each in every(child))]


def test_text_marks_what_differs_and_ends_with_it() -> None:
    root = Node("score", "rep r", {}, [Check("score", "1.0", "1.0")])
    root.children.append(Node("kpi", "dials\x1b[2J", {"kind": None}, [Check("actual", "5", "4")]))
    assert as_text(root).splitlines() == [
        "rep r - agrees",
        "  dials\N{REPLACEMENT CHARACTER}[2J - DIFFERS",
        "      actual DIFFERS: published 5, recomputed 4",
        "2 numbers were recomputed; 1 differ:",
        "  dials\N{REPLACEMENT CHARACTER}[2J: actual DIFFERS: published 5, recomputed 4",
    ]
    assert "differs" in as_html(root)


def command(home: Home, *words: str) -> Any:
    return CliRunner().invoke(app, ["trace", "--home", str(home.root), *words])


def test_the_command_records_what_it_reveals(own_home: Home) -> None:
    page = own_home.root / "page.html"
    asked_for = (
        "--subject",
        "ann",
        "--month",
        "2026-09",
        "--kpi",
        "dials",
        "--format",
        "html",
        "--out",
        str(page),
    )
    done = command(own_home, *asked_for)
    assert (done.exit_code, log.read(own_home, "revealed")) == (0, []), done.output
    assert "all agree" in done.output
    assert PHONE not in page.read_text(encoding="utf-8")
    assert command(own_home, *asked_for, "--reveal").exit_code == 0
    (entry,) = log.read(own_home, "revealed")
    assert entry.facts == {"command": "trace", "what": "rep ann, month 2026-09, version 1"}
    assert PHONE in page.read_text(encoding="utf-8")


def test_nothing_is_revealed_that_cannot_be_recorded(own_home: Home) -> None:
    log.path_of(own_home).write_text('{"no": 7}\n', encoding="utf-8")
    done = command(own_home, "--subject", "ann", "--month", "2026-09", "--reveal")
    assert done.exit_code == 1
    assert PHONE not in done.output


def test_the_command_ends_with_1_where_a_number_differs(own_home: Home) -> None:
    import duckdb

    file = own_home.published / "v000001" / "score_monthly.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"create table before as from '{file}'")
        file.unlink()
        connection.execute(
            f"copy (select * replace (score + 1 as score) from before) to '{file}' (format parquet)"
        )
    done = command(own_home, "--subject", "ann", "--month", "2026-09", "--kpi", "dials")
    assert done.exit_code == 1
    assert "score DIFFERS: published 4.4255, recomputed 3.4255" in done.output
