"""Layouts of CRMs and sheets: what must be refused, and that every name that they list is understood."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from dagster_project.home import Home
from dagster_project.ingest.entities import load_entity
from dagster_project.ingest.layout import Layout
from dagster_project.ingest.layout_file import load_layout
from tests.ingest.site import Site
from tests.layouts.folders import HERE, LAYOUTS, TEMPLATES

NAMES = ("hubspot_*.yml", "salesforce_*.yml", "chinese_excel_*.yml")
SHIPPED = sorted(path for pattern in NAMES for path in LAYOUTS.glob(pattern))
VENDORS = ("hubspot_*.yml", "zoho_*.yml", "pipedrive_*.yml", "dynamics_*.yml")
DRAFTS = sorted(path for pattern in VENDORS for path in TEMPLATES.glob(pattern))


def read_layout(path: Path) -> Layout:
    layout, file = load_layout(path)
    assert not file.problems
    return layout


@pytest.fixture
def site(tmp_path: Path) -> Site:
    landing = tmp_path / "landing"
    landing.mkdir()
    return Site(landing, Home(tmp_path / "home"))


def use(site: Site, layout: str, entity: str, more: str = "") -> None:
    site.use_sources(
        f"sources:\n  - {{name: crm, entity: {entity}, layout: {layout}, path: 'crm/**', "
        f"time_zone: Asia/Shanghai{more}}}\n"
    )


def table(*lines: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(lines)
    return out.getvalue()


def sample(name: str) -> list[list[str]]:
    """A sample of ours as records."""
    with (HERE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def only(site: Site) -> dict[str, Any]:
    site.ingest()
    [delivery] = site.current().values()
    return delivery


def test_an_export_of_another_object_is_not_taken_for_accounts(site: Site) -> None:
    use(site, "salesforce_account", "customers")
    site.put("crm/contact.csv", table(*sample("salesforce_contact/contact.csv")))
    delivery = only(site)
    assert delivery["status"] != "read"
    assert "Id" in delivery["reason"]


@pytest.mark.parametrize("column", ["TASKSUBTYPE", "TYPE", "CALLTYPE", "STATUS"])
def test_tasks_without_what_tells_a_call_are_refused(site: Site, column: str) -> None:
    """Read as they are, they would all be internal: a night without a single dial."""
    use(site, "salesforce_task", "calls")
    records = sample("salesforce_task/task.csv")
    place = records[0].index(column)
    site.put("crm/task.csv", table(*[[*r[:place], *r[place + 1 :]] for r in records]))
    delivery = only(site)
    assert delivery["status"] != "read"
    assert column.casefold() in delivery["reason"].casefold()


def test_the_case_and_order_of_api_names_make_no_difference(site: Site) -> None:
    use(site, "salesforce_task", "calls")
    header, *records = sample("salesforce_task/task.csv")
    site.put("crm/1.csv", table(header, *records))
    site.put("crm/2.csv", table([name.lower() for name in header], *records))
    site.put("crm/3.csv", table(header[::-1], *[r[::-1] for r in records]))
    site.ingest()
    first, second, third = (
        site.rows(delivery, "* exclude (file_id, line_no)") for _, delivery in sorted(site.current().items())
    )
    assert first == second == third
    assert len(first) == 12


def test_a_sheet_of_calls_without_reps_is_refused(site: Site) -> None:
    use(site, "chinese_excel_calls", "calls")
    site.put("crm/a.csv", "联系电话,通话开始时间,通话时长,接通状态\n13973000001,2026/7/13 9:30,5,已接通\n")
    delivery = only(site)
    assert delivery["status"] != "read"
    assert "坐席" in delivery["reason"]


def test_a_site_adds_its_own_names_to_those_of_the_layout(site: Site) -> None:
    use(site, "chinese_excel_calls", "calls", ", aliases: {坐席: [小组成员], 通话时长: [分钟秒]}")
    site.put(
        "crm/a.csv",
        "电话,小组成员,开始时间,分钟秒,接听状态\n13973000001,1001,2026/7/13 9:30,1:05,已接通\n".encode(
            "gb18030"
        ),
    )
    delivery = only(site)
    assert site.rows(delivery, "rep_id, started_at, talk_seconds, phone") == [
        ("1001", "2026-07-13 09:30:00", "65", "13973000001")
    ]


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


OTHERS = (
    ("hubspot_contacts", "contacts", "hubspot_deals/deals_internal.csv"),
    ("hubspot_contacts", "contacts", "hubspot_companies/companies_internal_merged.csv"),
    ("hubspot_companies", "customers", "hubspot_contacts/contacts_internal.csv"),
    ("hubspot_companies", "customers", "hubspot_deals/deal_table.csv"),
    ("hubspot_deals", "opportunities", "hubspot_contacts/contacts_internal.csv"),
    ("hubspot_calls", "calls", "hubspot_deals/deals_internal.csv"),
    ("hubspot_companies", "customers", "salesforce_account/account.csv"),
    ("hubspot_companies", "customers", "salesforce_task/task.csv"),
    ("hubspot_contacts", "contacts", "salesforce_contact/contact.csv"),
    ("salesforce_opportunity", "opportunities", "salesforce_account/account.csv"),
    ("salesforce_contact", "contacts", "hubspot_contacts/contact_table.csv"),
    ("chinese_excel_customers", "customers", "chinese_excel_calls/通话记录 7月.xlsx"),
    ("chinese_excel_customers", "customers", "chinese_excel_contacts/联系人.csv"),
    ("chinese_excel_customers", "customers", "chinese_excel_opportunities/商机_无编号.csv"),
    ("chinese_excel_contacts", "contacts", "chinese_excel_opportunities/商机.xlsx"),
    ("chinese_excel_contacts", "contacts", "chinese_excel_customers/客户.xlsx"),
    ("chinese_excel_calls", "calls", "chinese_excel_contacts/联系人.csv"),
    ("chinese_excel_opportunities", "opportunities", "chinese_excel_customers/客户.xlsx"),
)


@pytest.mark.parametrize(("layout", "entity", "other"), OTHERS)
def test_an_export_in_the_wrong_folder_is_refused(layout: str, entity: str, other: str, site: Site) -> None:
    """What a file of another kind would give is rows with an id and little else."""
    use(site, layout, entity)
    site.put(f"crm/{Path(other).name}", (HERE / other).read_bytes())
    delivery = only(site)
    assert delivery["status"] != "read"
    assert delivery["reason"]
