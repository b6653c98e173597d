"""A small warehouse by hand: two reps of one team, one week, every table that the gate reads, all sound."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from pathlib import Path

import duckdb

MONDAY = date(2026, 11, 2)
DAYS = [MONDAY + timedelta(days=n) for n in range(5)]
SCHEME = "telesales-standard"
TEAM = {"r1": "t1", "r2": "t1"}
GRAINS = {
    "day": "kpi_daily",
    "week": "kpi_weekly",
    "month": "kpi_monthly",
    "quarter": "kpi_quarterly",
    "year": "kpi_yearly",
}
HEIGHT = {grain: height for height, grain in enumerate(GRAINS)}
# KPI: kind, target per day, per, weight
KPIS = {
    "dials": ("sum", Fraction(100), "day", 2),
    "successful_calls": ("sum", Fraction(20), "day", 2),
    "potential_opportunities": ("distinct", Fraction(1), "day", 5),
    "valid_opportunities": ("distinct", Fraction(2, 5), "week", 1),
    "customer_coverage": ("distinct", Fraction(300, 21), "month", 0),
    "connect_rate": ("ratio", Fraction(1, 2), "day", 0),
}

TABLES = """
create schema policy; create schema candidate; create schema gate; create schema event;
create table policy.settings(name text, value text);
create table policy.kpis(kpi_id text, unit text, kind text, higher_is_better boolean);
create table policy.schemes(scheme_id text, score_max decimal(9,4), attainment_cap decimal(9,4), grains text,
    year_from text);
create table policy.targets(scheme_id text, kpi_id text, per text, standard decimal(18,4));
create table policy.point_losses(scheme_id text, kpi_id text, subject_kind text, grain text,
  by_kpi_id text, comparison text, threshold decimal(18,6), after_days integer,
  valid_from date, valid_to date);
create table policy.bands(scheme_id text, band text, lower_bound decimal(9,6), valid_from date,
  valid_to date);
create table policy.consequences(rule_id text);
insert into policy.settings values ('core_scheme', 'telesales-standard');
insert into policy.schemes values ('telesales-standard', 10, null, 'day;week;month;quarter;year', null);
insert into policy.bands values ('telesales-standard', 'red', 0, null, null),
  ('telesales-standard', 'yellow', 0.6, null, null), ('telesales-standard', 'green', 1, null, null);
insert into policy.consequences values ('two-red-months');
create table candidate.counted_event(kpi_id text, unit_id text, rep_id text, day date, unit text,
  quantity decimal(18,4), base decimal(18,4), team_id text, file_id text, line_no bigint, closed_in integer);
create table event.int_pair__changed(rep_id text, day date);
create view gate.changed_event as from candidate.counted_event;
create table candidate.consequence(rule_id text, subject_id text, period_start date, subject_kind text,
  period_end date, scheme_id text, says_zh text, says_en text, evidence_periods text, status text);
insert into candidate.consequence values ('two-red-months', 'r1', '2026-11-01', 'rep', '2026-11-30',
  'telesales-standard', '转岗', 'review', '2026-10;2026-11', 'open');
create table candidate.incentive_line(subject_id text, period_start date, scheme_id text, line_no integer,
  subject_kind text, period_end date, rule_id text, rule_line integer, item text, quantity decimal(18,4),
  rate decimal(18,6), amount decimal(18,2), explanation_zh text, explanation_en text, closed_in integer);
insert into candidate.incentive_line values
  ('r1', '2026-11-01', 's', 1, 'rep', '2026-11-30', 'visit', 2, '', 3, 10, 30, '上门', 'visits', null),
  ('r1', '2026-11-01', 's', 2, 'rep', '2026-11-30', 'fine', 3, '2026-11-02', 8, -5, -40,
   '缺', 'missing', null);
create table candidate.incentive_total(subject_kind text, subject_id text, period_start date, scheme_id text,
  lines integer, gross decimal(18,2), total decimal(18,2), remainder decimal(18,2), withheld decimal(18,2),
  released decimal(18,2), payable decimal(18,2));
insert into candidate.incentive_total values ('rep', 'r1', '2026-11-01', 's', 2, -10, 0, -10, 0, 25, 25);
create table candidate.lineage_file(file_id text, name text);
insert into candidate.lineage_file values ('f1', 'calls/a.csv'), ('f2', 'calls/b.csv');
create table candidate.target_day(rep_id text, day date, scheme_id text, kpi_id text, grains text,
  standard decimal(18,4), base_days decimal(18,4), season_factor decimal(9,4), available decimal(18,8));
create table candidate.closed_month(month_start date);
create table candidate.would_change(period_start date, subject_kind text, subject_id text, scheme_id text,
  kpi_id text, column_name text, frozen_value text, would_be_value text, difference decimal(18,4));
create table gate.refused_adjustment(adjustment_id text, refused_column text, refused_value text,
  refused_expected text, file_name text, line_no bigint);
create table candidate.compliance_finding(finding_id text, rule_id text, kind text, rep_id text, day date,
  team_id text, unit text, unit_id text, observed text, allowed text, status text, decided_by text,
  decided_at timestamp, reason text, file_id text, line_no bigint);
insert into candidate.compliance_finding values ('f-1', 'redial', 'redial', 'r1', '2026-11-02', 't1', 'call',
  'c1', '60 seconds', '3 minutes', 'listed', null, null, null, 'f1', 2);
create table gate.refused_decision(decision_id text, refused_column text, refused_value text,
  refused_expected text, file_name text, line_no bigint);
create table gate.unknown_decision(decision_id text, about text, reference text, subject_id text,
  period_start date, file_name text, line_no bigint);
create table gate.day_volume(day date, is_working_day boolean, in_scope boolean, calls bigint,
  available_reps decimal(18,4), usual_calls decimal(18,4), usual_calls_per_rep decimal(18,4),
  calls_per_rep decimal(18,4), history_days integer);
insert into gate.day_volume values ('2026-11-05', true, false, 0, 2, 100, 50, 0, 20),
  ('2026-11-06', true, true, 90, 2, 100, 50, 45, 20), ('2026-11-07', false, true, 0, 2, 100, 50, 0, 20);
create table gate.unknown_rep(rep_id text, entity text, events bigint, first_day date, last_day date,
  file_name text, line_no bigint);
create table gate.unknown_rep_share(events bigint, unknown_events bigint, share decimal(9,6));
insert into gate.unknown_rep_share values (100, 5, 0.05);
create table gate.file_state(file_id text, entity text, source text, name text, status text, reason text,
  truncated boolean, rows_read bigint, rows_loaded bigint, rows_duplicate bigint, rows_quarantined bigint,
  rows_mended bigint, unexplained bigint, in_scope boolean, replaced_by text, replacement_share decimal(9,6),
  earlier_keys bigint, kept_keys bigint);
insert into gate.file_state values
  ('f1', 'calls', 'canonical', 'calls/a.csv', 'read', null, false, 100, 95, 5, 0, 0, 0, true, null, null,
   null, null),
  ('f2', 'calls', 'canonical', 'calls/old.csv', 'unreadable', 'corrupt', true, null, null, null, null, null,
   null, false, null, null, null, null),
  ('f3', 'roster', 'canonical', 'roster/r.csv', 'read', null, false, 8, 8, 0, 0, 0, 0, true, null, null,
   10, 7);
create table gate.source_night(source text, entity text, day date, expected_days text, is_expected boolean,
  due_at timestamp, is_there boolean, arrived_at timestamp, is_late boolean, last_name text,
  last_exported_at timestamp);
insert into gate.source_night values
  ('pbx', 'calls', '2026-11-06', 'working_days', true, '2026-11-07 07:00:00', true, '2026-11-06 21:05:00',
   false, 'pbx/friday.csv', '2026-11-06 21:00:00'),
  ('crm', 'customers', '2026-11-07', 'working_days', false, '2026-11-08 07:00:00', false, null,
   false, null, null);
create table gate.source_volume(source text, entity text, day date, rows bigint, usual_rows decimal(18,4),
  history_days integer, is_judged boolean);
insert into gate.source_volume values ('pbx', 'calls', '2026-11-06', 90, 100, 8, true);
create table gate.new_column(source text, entity text, file_name text, columns text);
create table gate.unmapped_value(entity text, column_name text, value text, rows bigint, file_name text,
  line_no bigint);
create table gate.merge_cycle(entity text, id text);
create table gate.contradiction_kind(kind text, source text, rows bigint, file_name text, line_no bigint);
create table gate.masked_number(source text, calls bigint, masked bigint, share decimal(9,6));
insert into gate.masked_number values ('calls', 100, 2, 0.02), ('front-desk', 19, 19, 1);
create table gate.shared_number(number_masked text, contacts bigint, customers bigint);
create table gate.calendar_end(as_of date, calendar_last_day date);
insert into gate.calendar_end values ('2026-11-06', '2026-12-31');
create table gate.missing_rep(rep_id text);
create table gate.left_out(kind text, rows bigint, file_name text, line_no bigint);
create table gate.clock_change(entity text, file_name text, ambiguous_lines bigint, missing_lines bigint);
"""
KPI_COLUMNS = """(period_start date, subject_kind text, subject_id text, scheme_id text, kpi_id text,
  period_end date, actual decimal(18,4), measured decimal(18,4), adjustment decimal(18,4),
  numerator decimal(18,4), denominator decimal(18,4), target decimal(18,4), minimum decimal(18,4),
  attainment decimal(18,6), band text, meets_minimum boolean, weight decimal(9,4), points decimal(9,4),
  is_complete boolean)"""
SCORE_COLUMNS = """(period_start date, subject_kind text, subject_id text, scheme_id text, period_end date,
  phase text, measured decimal(9,4), adjustment decimal(9,4), score decimal(9,4),
  score_max decimal(9,4), attainment decimal(18,6), band text,
  "rank" integer, is_complete boolean)"""

Event = tuple[str, str, str, date]


def build(path: Path) -> None:
    """Write the warehouse; `path` must not exist."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(TABLES)
        for kpi, (kind, _, per, _) in KPIS.items():
            connection.execute("insert into policy.kpis values (?, 'call', ?, true)", [kpi, kind])
            connection.execute("insert into policy.targets values (?, ?, ?, 1)", [SCHEME, kpi, per])
        events = list(_events())
        for number, (kpi, unit, rep, day) in enumerate(events):
            base = 1 if KPIS[kpi][0] == "ratio" else None
            row = [kpi, unit, rep, day, "call", _quantity(unit), base, TEAM[rep], "f1", number + 2, None]
            marks = ", ".join("?" * len(row))
            connection.execute(f"insert into candidate.counted_event values ({marks})", row)
        for (rep, day), (kpi, (_, per_day, _, _)) in product(product(TEAM, DAYS), KPIS.items()):
            row = [rep, day, SCHEME, kpi, "day;week;month;quarter;year", _rounded(per_day, 4), 1, 1]
            connection.execute("insert into candidate.target_day values (?, ?, ?, ?, ?, ?, ?, 1, ?)", row)
        for grain in GRAINS:
            _write_grain(connection, grain, events)


def _events() -> Iterator[Event]:
    """Each rep's days: `r2` does more; one customer is met on Monday and again on Tuesday."""
    calls = {"r1": 5, "r2": 9}
    for (rep, many), (index, day) in product(calls.items(), enumerate(DAYS)):
        yield from (("dials", f"{rep}-{index}-{n}", rep, day) for n in range(many))
        yield from (("successful_calls", f"{rep}-{index}-{n}", rep, day) for n in range(many // 2))
        misses = ["" if n < many // 2 else "-missed" for n in range(many)]
        yield from (("connect_rate", f"{rep}-{index}-{n}{miss}", rep, day) for n, miss in enumerate(misses))
        yield from (("customer_coverage", f"c-{rep}-{max(index, 1)}-{n}", rep, day) for n in range(2))
        if index < many // 2:
            yield ("potential_opportunities", f"c-{rep}-{index}", rep, day)
    yield ("valid_opportunities", "c-r2-1", "r2", DAYS[3])


def _quantity(unit: str) -> int:
    """1; 0 for a call that was not connected."""
    return 0 if unit.endswith("-missed") else 1


def _periods(grain: str) -> list[tuple[date, date]]:
    if grain == "day":
        return [(day, day) for day in DAYS]
    end = {"week": date(2026, 11, 8), "month": date(2026, 11, 30)}.get(grain, date(2026, 12, 31))
    start = {"week": MONDAY, "month": date(2026, 11, 1), "quarter": date(2026, 10, 1)}.get(
        grain, date(2026, 1, 1)
    )
    return [(start, end)]


def _write_grain(connection: duckdb.DuckDBPyConnection, grain: str, events: list[Event]) -> None:
    table = GRAINS[grain]
    connection.execute(f"create table candidate.{table}{KPI_COLUMNS}")
    scores: list[list[object]] = []
    subjects = [("rep", "r1", 1), ("rep", "r2", 1), ("team", "t1", 2)]
    for (start, end), (kind, subject, heads) in product(_periods(grain), subjects):
        rows = list(_kpi_rows(grain, start, end, subject, heads, events))
        points = _points([(Fraction(str(row["attainment"])), int(str(row["w"]))) for row in rows])
        for row, (weight, point) in zip(rows, points, strict=True):
            values = [
                start,
                kind,
                subject,
                SCHEME,
                row["kpi"],
                end,
                row["actual"],
                row["actual"],
                0,
                row["hits"],
                row["cases"],
            ]
            values += [row["target"], None, row["attainment"], row["band"], None, weight, point, False]
            connection.execute(
                f"insert into candidate.{table} values ({', '.join('?' * len(values))})", values
            )
        total = sum(Fraction(point) for _, point in points if point is not None)
        scores.append([start, kind, subject, SCHEME, end, _rounded(total, 4), total])
    if grain != "day":
        _write_scores(connection, table.replace("kpi", "score"), scores)


def _kpi_rows(
    grain: str, start: date, end: date, subject: str, heads: int, events: list[Event]
) -> Iterator[dict[str, object]]:
    mine = [e for e in events if subject in (e[2], TEAM[e[2]]) and start <= e[3] <= end]
    for kpi, (kind, per_day, per, weight) in KPIS.items():
        units = {e[1] for e in mine if e[0] == kpi}
        target = per_day * heads * (1 if grain == "day" else len(DAYS))
        actual, is_rate = Fraction(len(units)), kind == "ratio"
        hits = sum(_quantity(unit) for unit in units)
        if is_rate:
            actual, target = Fraction(hits, len(units)), per_day
        attainment = Fraction(_rounded(actual / target, 6))
        judged = HEIGHT[grain] >= HEIGHT[per]
        yield {
            "kpi": kpi,
            "actual": _rounded(actual, 4),
            "hits": hits if is_rate else None,
            "cases": len(units) if is_rate else None,
            "target": _rounded(target, 4),
            "attainment": _rounded(attainment, 6),
            "band": _band(attainment) if judged else None,
            "w": weight if judged else 0,
        }


def _points(parts: list[tuple[Fraction, int]]) -> list[tuple[str | None, str | None]]:
    """Share 10 points out over the weighed KPIs; cut to 4 places, largest remainders first."""
    whole = sum(weight for _, weight in parts)
    exact = [min(attainment, Fraction(1)) * weight * 10 / whole for attainment, weight in parts]
    cut = [int(each * 10_000) for each in exact]
    missing = int(sum(exact) * 10_000 + Fraction(1, 2)) - sum(cut)
    order = sorted(range(len(parts)), key=lambda n: cut[n] - exact[n] * 10_000)
    for n in order[:missing]:
        cut[n] += 1
    return [
        (_rounded(Fraction(weight * 10, whole), 4), _rounded(Fraction(units, 10_000), 4))
        if weight
        else (None, None)
        for (_, weight), units in zip(parts, cut, strict=True)
    ]


def _write_scores(connection: duckdb.DuckDBPyConnection, table: str, scores: list[list[object]]) -> None:
    connection.execute(f"create table candidate.{table}{SCORE_COLUMNS}")
    for start, kind, subject, scheme, end, score, exact in scores:
        attainment = Fraction(str(exact)) / 10
        better = [s for s in scores if s[1] == kind and Fraction(str(s[6])) > Fraction(str(exact))]
        row = [start, kind, subject, scheme, end, "opportunity-hunt", score, 0, score, 10]
        row += [_rounded(attainment, 6), _band(attainment), len(better) + 1, False]
        connection.execute(f"insert into candidate.{table} values ({', '.join('?' * 14)})", row)
    report = {"score_weekly": "weekly_report", "score_monthly": "monthly_report"}.get(table)
    if report:
        connection.execute(
            f"create table candidate.{report} as select period_start, subject_kind, subject_id, period_end, "
            f'score, band as score_band, "rank" from candidate.{table}'
        )


def _rounded(value: Fraction, places: int) -> str:
    units = int(value * 10**places + Fraction(1, 2))
    return f"{units // 10**places}.{units % 10**places:0{places}d}"


def _band(attainment: Fraction) -> str:
    return "red" if attainment < Fraction(6, 10) else "yellow" if attainment < 1 else "green"
