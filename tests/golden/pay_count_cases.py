"""Pay for what was counted and for days attended. February 2026 has 20 working days, the 2nd is a Monday."""

from tests.golden.pay import PayCase
from tests.reference.base_policy import target

MON, TUE, WED = "2026-02-02", "2026-02-03", "2026-02-04"


def a_fine_for_every_missing_call(case: PayCase) -> None:
    """10 calls a day, 5 yuan for each that is missing. Ann: 8 on Monday, two short, 10 yuan; 10 and 12 on
    the next days, nothing. She owes 10 and is paid 0: the 10 are shown, not carried on. Bob took Monday
    afternoon off: 5 are asked, he made 3 and is two short. A newcomer is fined 1.005 a call in the first
    three days: 10 missing on the third day are 10.05, on the fourth, at the common rate, 50.
    """
    case.judged("fines", target("fines", "dials", "day", "10"))
    case.pays("fines", "missing", "per_shortfall", kpi_id="dials", per="day", rate="5", tenure_from_days="3")
    case.pays("fines", "new", "per_shortfall", kpi_id="dials", per="day", rate="1.005", tenure_to_days="2")
    long_ago = {"schemes": "fines", "hired_on": "2025-01-01"}
    case.rep("ann", MON, WED, **long_ago)
    for day, calls in ((MON, 8), (TUE, 10), (WED, 12)):
        case.calls("ann", day, calls)
    case.statement(
        "ann", "2026-02", "fines", ("missing", MON, "2", "-5", "-10"),
        gross="-10", total="0", remainder="-10", payable="0", lines="1",
    )  # fmt: skip
    case.rep("bob", MON, MON, **long_ago)
    case.leave("bob", MON, MON, fraction="0.5")
    case.calls("bob", MON, 3)
    case.statement("bob", "2026-02", "fines", ("missing", MON, "2", "-5", "-10"), total="0")
    case.rep("new", WED, "2026-02-05", schemes="fines", hired_on=MON)
    case.statement(
        "new", "2026-02", "fines", ("missing", "2026-02-05", "10", "-5", "-50"),
        ("new", WED, "10", "-1.005", "-10.05"), gross="-60.05", total="0", remainder="-60.05",
    )  # fmt: skip


def weeks_that_failed_and_what_comes_back(case: PayCase) -> None:
    """10 calls a day; 100 off for a week under 90 %, the week belonging to the month in which it ends; 80 %
    of it back when the month reaches its 200. Ann makes 44 calls in her first week (88 %), 45 in the second
    (90 %, not under), 111 later: 200 of 200, so 80 come back. Bob makes 44 and then 155: 199 of 200,
    nothing comes back. The week from 26 January ends on 1 February, so cid, who did nothing in it, loses
    100 for it in February; the week from 23 February to 1 March is one of March.
    """
    case.judged("weekly", target("weekly", "dials", "day", "10"))
    case.pays("weekly", "week", "per_failed_period", kpi_id="dials", per="week", rate="100", threshold="0.9")
    case.pays(
        "weekly", "back", "return_share", kpi_id="dials", rate="0.8", threshold="1", of_rules="week",
        says_en="80 % back",
    )  # fmt: skip
    case.rep("ann", MON, "2026-02-28", schemes="weekly")
    for day, calls in ((MON, 44), ("2026-02-09", 45), ("2026-02-16", 55), ("2026-02-23", 56)):
        case.calls("ann", day, calls)
    lost = ("week", MON, "1", "-100", "-100")
    case.statement(
        "ann", "2026-02", "weekly", lost, ("back", "", "100", "0.8", "80"), gross="-20", total="0",
        remainder="-20",
    )  # fmt: skip
    case.rep("bob", MON, "2026-02-28", schemes="weekly")
    for day, calls in ((MON, 44), ("2026-02-09", 45), ("2026-02-16", 55), ("2026-02-23", 55)):
        case.calls("bob", day, calls)
    case.statement("bob", "2026-02", "weekly", lost, gross="-100")
    case.rep("cid", "2026-01-28", "2026-01-30", schemes="weekly")
    case.statement("cid", "2026-01", "weekly")
    case.statement("cid", "2026-02", "weekly", ("week", "2026-01-26", "1", "-100", "-100"))


def pay_for_days_attended(case: PayCase) -> None:
    """1400 a month for juniors, 1800 for seniors, by attended / required days. Ann is junior for the first 10
    of February's 20 working days, of which she was ill for two and absent for one: 1400 x 7 / 20 = 490;
    then senior, one half day of unexcused leave: 1800 x 9.5 / 20 = 855. Bob is there for one day of March
    (22 working days): 1400 / 22 = 63.636..., 63.64.
    """
    case.judged("attended", target("attended", "dials", "day", "10"))
    case.pays("attended", "junior", "base_pay", rate="1400", grade="junior;trainee")
    case.pays("attended", "senior", "base_pay", rate="1800", grade="senior")
    case.rep("ann", "2026-02-01", schemes="attended", grade="junior")
    case.rep("ann", "2026-02-16", "2026-02-28", schemes="attended", grade="senior")
    case.leave("ann", MON, TUE, kind="sick")
    case.leave("ann", "2026-02-17", "2026-02-17", kind="unexcused", fraction="0.5")
    absent = {"rep_id": case.id("ann"), "date": WED, "event": "absence", "count": 1}
    late = {"rep_id": case.id("ann"), "date": "2026-02-05", "event": "late", "count": 1}
    case.rows("attendance", [absent, late])
    case.statement(
        "ann", "2026-02", "attended", ("junior", "", "7", "70", "490"), ("senior", "", "9.5", "90", "855"),
        total="1345", remainder="0", payable="1345",
    )  # fmt: skip
    case.rep("bob", "2026-03-02", "2026-03-02", schemes="attended", grade="trainee")
    case.statement("bob", "2026-03", "attended", ("junior", "", "1", "63.636364", "63.64"))


def a_rule_that_changes_in_mid_month(case: PayCase) -> None:
    """2000 a month up to Friday the 13th, 2200 from the day after: 10 of 20 days at each, a line for each."""
    case.judged("changed", target("changed", "dials", "day", "10"))
    case.pays("changed", "base", "base_pay", rate="2000", valid_to="2026-02-13")
    case.pays("changed", "base", "base_pay", rate="2200", valid_from="2026-02-14")
    case.rep("ann", "2026-02-01", "2026-02-28", schemes="changed")
    case.statement(
        "ann", "2026-02", "changed", ("base", "", "10", "100", "1000"), ("base", "", "10", "110", "1100"),
        total="2100", lines="2",
    )  # fmt: skip


def so_much_a_piece_and_a_share_with_a_ceiling(case: PayCase) -> None:
    """10 a piece sold, 100 a piece for seniors; 1 % of receipts up to 1000. Ann (junior) sold 3 + 2 pieces:
    50; received 12345.50: 123.455, 123.46. Bob (senior) sold 1: 100; received 100001: 1000.01, at most
    1000. Cid received 99.996, which stands there as it is: 0.99996, 1.00. A correction by an approved
    adjustment counts: 1 more piece for ann.
    """
    case.rules(kpis=[
        {"kpi_id": kpi, "name_zh": kpi, "name_en": kpi, "unit": unit, "kind": "sum",
         "higher_is_better": "true", "entity": entity}
        for kpi, unit, entity in (
            ("sales_quantity", "piece", "orders"), ("receipts_amount", "money", "receipts"),
        )
    ])  # fmt: skip
    case.judged(
        "pieces",
        target("pieces", "sales_quantity", "day", "1"),
        target("pieces", "receipts_amount", "day", "1"),
    )
    case.pays("pieces", "piece", "per_unit", kpi_id="sales_quantity", rate="10", grade="junior")
    case.pays("pieces", "piece-senior", "per_unit", kpi_id="sales_quantity", rate="100", grade="senior")
    case.pays("pieces", "received", "share_of_kpi", kpi_id="receipts_amount", rate="0.01", ceiling="1000")
    for rep, grade, quantities, received in (
        ("ann", "junior", (3, 2), "12345.50"),
        ("bob", "senior", (1,), "100001"),
        ("cid", "", (1,), "99.996"),
    ):
        case.rep(rep, MON, "2026-02-28", schemes="pieces", grade=grade)
        for number, quantity in enumerate(quantities):
            case.order(rep, f"{rep}{number}", MON, quantity=quantity, amount=1)
        receipt = {"receipt_id": case.id(f"p-{rep}"), "order_id": case.id(f"{rep}0"), "amount": received}
        case.rows("receipts", [receipt | {"received_at": f"{WED} 10:00:00"}])
    case.rows("adjustments", [{
        "adjustment_id": case.id("x"), "subject_id": case.id("ann"), "period": TUE, "scheme_id": "pieces",
        "kpi_id": "sales_quantity", "delta": "1", "reason": "forgotten", "approved_by": "boss",
        "approved_at": "2026-03-01 10:00:00",
    }])  # fmt: skip
    month = "2026-02-01"
    case.statement(
        "ann", "2026-02", "pieces", ("piece", month, "6", "10", "60"),
        ("received", month, "12345.5", "0.01", "123.46"), total="183.46",
    )  # fmt: skip
    case.statement(
        "bob", "2026-02", "pieces", ("piece-senior", month, "1", "100", "100"),
        ("received", month, "100001", "0.01", "1000"), total="1100",
    )  # fmt: skip
    case.statement("cid", "2026-02", "pieces", ("received", month, "99.996", "0.01", "1"), total="1")


CASES = (
    a_fine_for_every_missing_call,
    weeks_that_failed_and_what_comes_back,
    pay_for_days_attended,
    a_rule_that_changes_in_mid_month,
    so_much_a_piece_and_a_share_with_a_ceiling,
)
