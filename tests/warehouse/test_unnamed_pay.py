"""What rules of pay ask for, and nobody named: words of orders, roles and grades, each with its line."""

from __future__ import annotations

from pathlib import Path

from tests.core_policy import CORE, copy_core_policy
from tests.warehouse.conftest import Derive, rows

HEADER = "rule_id,scheme_id,kind,rate,orders,of_rules,role,grade,says_zh,says_en\n"
RULES = (
    f"own,{CORE},per_order,550,brand=own|BYD;product!=other_income,,,,甲,own\n"
    f"other,{CORE},per_order,100,brand=other,,,,乙,other\n"
    f"direct,{CORE},per_order,300,channel!=agent,,,,丙,direct\n"
    f"lost,{CORE},per_overdue,0.1,,own,sales;manager,,丁,lost\n"
)
FILES = {
    "roster/r.csv": "rep_id,valid_from,role\nann,2026-09-01,sales\nbob,2026-09-01,\ncid,2026-09-01,Sale\n",
    "calls/x.csv": "call_id,rep_id,started_at,disposition\nx,ann,2026-09-01 09:00:00,busy\n",
    # Upper and lower case are the same; a blank brand is the own; any channel but one is asked for.
    "orders/o.csv": "order_id,rep_id,signed_at,brand,channel,product\no1,ann,2026-09-01,Own,shop,car\n"
    "o2,ann,2026-09-01,byd,,\no3,ann,2026-09-02,Audi,,\no4,bob,2026-09-02,Audi,,\no5,bob,2026-09-02,,,\n",
}  # fmt: skip


def test_what_no_rule_names_is_listed(derive: Derive, tmp_path: Path) -> None:
    policy = tmp_path / "policy"
    copy_core_policy(policy)
    (policy / "incentives.csv").write_text(HEADER + RULES, encoding="utf-8")
    home = derive(FILES, "+unmapped_value +int_counted_event", policy=policy)
    found = (
        "select entity, column_name, value, rows, file_name, line_no from gate.unmapped_value order by all"
    )
    assert rows(home, found) == [
        ("orders", "brand", "audi", 2, "orders/o.csv", 4),
        ("roster", "role", "", 1, "roster/r.csv", 3),
        ("roster", "role", "Sale", 1, "roster/r.csv", 4),
    ]
