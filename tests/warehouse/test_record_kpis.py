"""KPIs over orders, receipts, complaints, activities and contacts, counted by hand."""

from __future__ import annotations

from pathlib import Path

from tests.core_policy import copy_core_policy
from tests.warehouse.conftest import Derive, rows

KPIS = (
    "sales_amount", "sales_quantity", "receipts_amount", "complaints", "praise", "follow_ups", "appointments",
    "event_invitations", "callbacks", "work_logs", "new_names",
)  # fmt: skip
FILES = {
    "roster/r.csv": "rep_id,valid_from,team_id\nann,2026-09-01,t1\nbob,2026-09-01,t1\n",
    "calls/x.csv": "call_id,rep_id,started_at,disposition\nx,ann,2026-09-01 09:00:00,busy\n",
    # o3 was cancelled, o4 has no amount, o5 no quantity.
    # o6 is other income and no piece; o7 is cancelled on the day after the as-of day and stands until then.
    "orders/o.csv": "order_id,rep_id,signed_at,quantity,amount,cancelled_at,product\n"
    "o1,ann,2026-09-01 10:00:00,2,1000.50,,\no2,ann,2026-09-01 23:30:00,1,99.5,,A\n"
    "o3,ann,2026-09-01 10:00:00,5,5000,2026-09-20,\no4,ann,2026-09-02,3,,,\no5,bob,2026-09-02,,10,,\n"
    "o6,bob,2026-09-03,,20,,Other_Income\no7,bob,2026-09-04,,30,2026-10-01,\n",
    # p2 is a refund, p3 came for a cancelled order, p4 for an order that nobody knows.
    "receipts/p.csv": "receipt_id,order_id,received_at,amount\n"
    "p1,o1,2026-09-03,600\np2,o1,2026-09-03,-100\np3,o3,2026-09-03,7\np4,lost,2026-09-03,9\n",
    # k3 is about a customer of bob's; k4 is an after-sale case.
    "complaints/k.csv": "complaint_id,opened_at,rep_id,customer_id,kind\n"
    "k1,2026-09-01,ann,,complaint\nk2,2026-09-01,ann,,praise\nk3,2026-09-02,,c2,\nk4,2026-09-02,ann,,after_sale\n",
    # Two logs of one day are one; a visit counts on the day on which it was agreed.
    "activities/a.csv": "activity_id,rep_id,occurred_at,kind,due_at\n"
    "a1,ann,2026-09-01 10:00:00,follow_up,\na2,ann,2026-09-01 11:00:00,follow_up,\n"
    "a3,ann,2026-09-01 12:00:00,visit,2026-09-09 10:00:00\na4,bob,2026-09-02 10:00:00,invitation,\n"
    "a5,bob,2026-09-02 11:00:00,callback,\na6,ann,2026-09-01 17:00:00,log,\n"
    "a7,ann,2026-09-01 18:00:00,log,\na8,ann,2026-09-02 17:00:00,log,\n",
    # c2 has no industry; n2 has no number, n4 no name, n5 nobody who entered it; n6 was merged into n1.
    "customers/c.csv": "customer_id,name,industry,owner_rep_id\nc1,Hengrui,food,ann\nc2,Huaxin,,bob\n",
    "contacts/n.csv": "contact_id,customer_id,name,mobile,phone,created_by,created_at,merged_into\n"
    "n1,c1,Chen,13800138000,,ann,2026-09-01 10:00:00,\nn2,c1,Li,,,ann,2026-09-01 10:00:00,\n"
    "n3,c2,Wu,13800138001,,ann,2026-09-01 10:00:00,\nn4,c1,,13800138002,,ann,2026-09-01 10:00:00,\n"
    "n5,c1,Xu,13800138003,,,2026-09-01 10:00:00,\nn6,c1,Chen,13800138004,,ann,2026-09-01 11:00:00,n1\n"
    "n7,c1,Sun,,057187654321,bob,2026-09-02 10:00:00,\n",
}  # fmt: skip


def test_every_kpi_counts_what_was_counted_by_hand(derive: Derive, tmp_path: Path) -> None:
    policy = tmp_path / "policy"
    copy_core_policy(policy)
    scheme = "telesales-standard"
    with (policy / "targets.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{scheme},{kpi},day,1,,,,,,,\n" for kpi in KPIS)
    home = derive(FILES, "+int_counted_event", policy=policy)
    found = rows(
        home,
        "select kpi_id, rep_id, cast(day as text), cast(sum(quantity) as text), count(*) "
        "from event.int_counted_event where kpi_id <> 'dials' group by all order by all",
    )
    assert found == [
        ("appointments", "ann", "2026-09-01", "1.0000", 1),
        ("callbacks", "bob", "2026-09-02", "1.0000", 1),
        ("complaints", "ann", "2026-09-01", "1.0000", 1),
        ("complaints", "bob", "2026-09-02", "1.0000", 1),
        ("event_invitations", "bob", "2026-09-02", "1.0000", 1),
        ("follow_ups", "ann", "2026-09-01", "2.0000", 2),
        ("new_names", "ann", "2026-09-01", "1.0000", 1),
        ("new_names", "bob", "2026-09-02", "1.0000", 1),
        ("praise", "ann", "2026-09-01", "1.0000", 1),
        ("receipts_amount", "ann", "2026-09-03", "507.0000", 3),
        ("sales_amount", "ann", "2026-09-01", "1100.0000", 2),
        ("sales_amount", "bob", "2026-09-02", "10.0000", 1),
        ("sales_amount", "bob", "2026-09-03", "20.0000", 1),
        ("sales_amount", "bob", "2026-09-04", "30.0000", 1),
        ("sales_quantity", "ann", "2026-09-01", "3.0000", 2),
        ("sales_quantity", "ann", "2026-09-02", "3.0000", 1),
        ("sales_quantity", "bob", "2026-09-02", "1.0000", 1),
        ("sales_quantity", "bob", "2026-09-04", "1.0000", 1),
        ("work_logs", "ann", "2026-09-01", "1.0000", 1),
        ("work_logs", "ann", "2026-09-02", "1.0000", 1),
    ]
    lines = "select line_no from event.int_counted_event where kpi_id = "
    assert rows(home, f"{lines}'receipts_amount' order by 1") == [(2,), (3,), (4,)]
    assert rows(home, f"{lines}'work_logs' order by 1") == [(7,), (9,)]
