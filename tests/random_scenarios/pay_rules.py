"""Rules of pay beyond the shipped ones, so that a scenario has every kind with every way to look."""

from random import Random

from dagster_project.policy.tables import TABLES

COLUMNS = [column.name for column in TABLES["incentives"].columns]
DEALER = "dealer-commission"
SOLD = "dealer-direct-full;dealer-direct-loan"


def extra_rules(rng: Random) -> list[dict[str, object]]:
    """Rows of incentives.csv."""
    return [
        _rule("x-attended", "record-120", "base_pay", rate="999.99"),
        _rule("x-tenure", "record-120", "base_pay", rate="10", tenure_from_days="20", tenure_to_days="60"),
        _rule("x-week", "workload-outcome", "per_shortfall", kpi_id="dials", per="week", rate="0.35"),
        _rule("x-met", "workload-outcome", "when_met", kpi_id="customers_handled", rate="50", threshold="1"),
        _rule("x-piece", "graded-pay", "per_unit", kpi_id="complete_opportunities", per="week", rate="3.33"),
        _rule("x-back", "workload-outcome", "return_share", kpi_id="dials", rate="0.333", threshold="0.8",
              of_rules="x-week"),
        _rule("x-sold", DEALER, "share_of_kpi", kpi_id="sales_amount", rate="0.0125", ceiling="40"),
        _rule("x-dear", DEALER, "price_share", rate="0.05", payee="team", grade="junior;intermediate"),
        _rule("x-surplus", DEALER, "surplus_share", rate="0.015", orders="product!=other_income",
              payee=rng.choice(("rep", "team"))),
        _rule("x-buyer", DEALER, "per_customer", rate="7", payee="rep", orders="region=North|South"),
        _rule("x-brand", DEALER, "order_share", rate="0.111", of_rules=f"{SOLD};x-buyer",
              orders="brand=own|BYD"),
        _rule("x-team", DEALER, "attainment_scale", kpi_id="sales_amount", of_rules="x-buyer;x-sold",
              seen_at=rng.choice(("team", "site")), ceiling="1.5"),
        _rule("x-mine", DEALER, "per_overdue", rate="0.07", of_rules=SOLD, seen_at="rep"),
        _rule("x-missed", DEALER, "lost_when_missed", kpi_id="sales_quantity", rate="0.3", threshold="0.7",
              of_rules="x-sold"),
        _rule("x-owed", DEALER, "owed_while", kpi_id="collection_rate", threshold="0.5",
              seen_at=rng.choice(("rep", "team")), of_rules="x-sold;x-team", from_month="1"),
        _rule("x-held", "workload-outcome", "withhold", threshold="1", role="rep;sales"),
    ]  # fmt: skip


def _rule(rule_id: str, scheme_id: str, kind: str, **more: str) -> dict[str, object]:
    blank: dict[str, object] = dict.fromkeys(COLUMNS, "")
    says = {"says_zh": rule_id, "says_en": rule_id}
    return blank | {"rule_id": rule_id, "scheme_id": scheme_id, "kind": kind} | says | more
