"""Exports of CRMs and sheets: what must be refused, and what a site may say otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.site import Site
from tests.layouts.crm import only, sample, table, use
from tests.layouts.folders import HERE


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


def test_milestones_that_a_sheet_tells_by_its_stage(site: Site) -> None:
    site.use_sources("""\
sources:
  - name: crm
    entity: opportunities
    layout: chinese_excel_opportunities
    path: "crm/**"
    time_zone: Asia/Shanghai
    columns:
      visit_accepted_at:
        when: [{if: {销售阶段: [已约访, 已拜访, 已确认, 赢单]}, then_from: 阶段变更时间}]
        const: null
        optional: true
""")
    site.put(
        "crm/a.csv",
        "客户编号,商机名称,商机阶段,负责人,阶段变更时间\n"
        "K1,一期,已约访,1001,2026-07-13 10:00\nK2,二期,初步接触,1001,2026-07-13 11:00\n",
    )
    assert site.rows(only(site), "customer_id, visit_accepted_at") == [
        ("K1", "2026-07-13 10:00"),
        ("K2", None),
    ]
