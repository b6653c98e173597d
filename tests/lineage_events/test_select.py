"""Which columns a column of a query reads, case by case."""

from __future__ import annotations

import pytest

from dagster_project.lineage_events.select import columns_read

TYPES = {
    "core": {"call": {"rep": "varchar", "seconds": "integer"}, "rep": {"rep": "varchar", "team": "varchar"}},
    "policy": {"kpis": {"kpi_id": "varchar"}},
}


SELECTS: dict[str, tuple[str, dict[str, set[tuple[str, str]]]]] = {
    "a column": ("select rep as who from core.call", {"who": {("core.call", "rep")}}),
    "a star": (
        "with c as (select * from core.call) select * from c",
        {"rep": {("core.call", "rep")}, "seconds": {("core.call", "seconds")}},
    ),
    "an expression": (
        "select seconds + length(team) as n from core.call join core.rep using (rep)",
        {"n": {("core.call", "seconds"), ("core.rep", "team")}},
    ),
    "a constant": ("select 1 as n from core.call", {"n": set()}),
    "a union by place": (
        "select rep as a from core.call union all select team from core.rep",
        {"a": {("core.call", "rep"), ("core.rep", "team")}},
    ),
    "a union by name": (
        "with c as (select rep, seconds from core.call), "
        "r as (select team, rep from core.rep), "
        "both as (select * from c union all by name select * from r) select rep from both",
        {"rep": {("core.call", "rep"), ("core.rep", "rep")}},
    ),
    "a scalar subquery": (
        "select (select max(kpi_id) from policy.kpis) as k from core.call",
        {"k": {("policy.kpis", "kpi_id")}},
    ),
    "a join that only filters": (
        "select call.rep from core.call semi join core.rep using (rep)",
        {"rep": {("core.call", "rep")}},
    ),
    "a recursive query": (
        "with recursive r as (select seconds as n from core.call union all "
        "select n + 1 from r where n < 9) select n from r",
        {"n": {("core.call", "seconds")}},
    ),
    "files": (
        "with f as (select phone from read_parquet('x')) select f.phone from f",
        {"phone": {("landing.calls", "phone")}},
    ),
    "values": ("select v.a from (values (1), (2)) as v (a)", {"a": set()}),
    "no query at all": ("create table x (y integer)", {}),
    "what nobody understands": ("select from where", {}),
}


@pytest.mark.parametrize(("sql", "expected"), SELECTS.values(), ids=SELECTS)
def test_columns_are_followed_to_the_tables(sql: str, expected: dict[str, set[tuple[str, str]]]) -> None:
    assert columns_read(sql, TYPES, "landing.calls") == expected
