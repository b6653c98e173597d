"""Nodes of targets: segment by segment, day by day, with the policy row of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from dagster_project.policy.model import Row as PolicyRow
from dagster_project.trace.asked import GRAINS, Question, end_of, start_of
from dagster_project.trace.days import available, is_working_day, said_of
from dagster_project.trace.evidence import LEVELS, KpiEvidence, Segment, goal
from dagster_project.trace.exact import plain, text
from dagster_project.trace.opened import Opened, Row
from dagster_project.trace.policy_rows import PolicyRows, in_force
from dagster_project.trace.tree import Check, Node


class Targets:
    """The target days of one question, and the rep days under them."""

    def __init__(self, opened: Opened, question: Question, days: Sequence[Row], *, detailed: bool) -> None:
        self._opened, self._question, self._detailed = opened, question, detailed
        self._days = {(row["rep_id"], row["day"]): row for row in days}
        period = question.period
        table = opened.table("target_day", period.start, period.end)
        self._rows: dict[tuple[str, str], list[Row]] = {}
        if not detailed:
            return
        for row in opened.rows(
            f"select * from {table} semi join (from member_day where not is_own) using (rep_id, day) "
            "where scheme_id = $scheme "
            "and list_contains(string_split(grains, ';'), $grain) order by rep_id, day",
            question.values,
        ):
            self._rows.setdefault((row["kpi_id"], row["rep_id"]), []).append(row)

    def node(self, kpi: str, told: KpiEvidence, total: Decimal | None) -> Node:
        """The target of a KPI: its segments, below them the days; then the days that no row fits."""
        title = "target: no row of targets.csv fits" if total is None else f"target {plain(total)}"
        if total is not None and told.is_level:
            title += ", the average of levels by available days"
        node = Node("target", title)
        by_rep: dict[str, list[Segment]] = {}
        for segment in told.targets:
            for rep in segment.reps:
                by_rep.setdefault(rep, []).append(segment)
        if self._question.kind == "rep":
            node.children = [
                self._segment(kpi, told, rep, each) for rep, own in by_rep.items() for each in own
            ]
        else:
            node.children = [self._member(kpi, told, rep, own) for rep, own in sorted(by_rep.items())]
        return node

    def _member(self, kpi: str, told: KpiEvidence, rep: str, own: list[Segment]) -> Node:
        """A member's share of the target; what it is made of only where days are shown."""
        node = Node("member", f"{rep}: {plain(goal(own, told, alone=True))}")
        if self._detailed:
            node.children = [self._segment(kpi, told, rep, segment) for segment in own]
        return node

    def _segment(self, kpi: str, told: KpiEvidence, rep: str, segment: Segment) -> Node:
        rows = [row for row in self._rows.get((kpi, rep), ()) if _is_of(row, segment)]
        available = plain(segment.available)
        if told.is_level:
            title = f"{_amount(segment)} on {available} available days, from {segment.base_start}"
        else:
            title = (
                f"{plain(segment.share)} = {_amount(segment)} a {segment.per} x {available} "
                f"available / {plain(segment.base_days)} working days, from {segment.base_start}"
            )
        node = Node("segment", title)
        for row in {(row["closed_in"], row["target_line"]): row for row in rows}.values():
            self._add_policy(node, segment, row)
        for row in {(row["closed_in"], row.get("season_line")): row for row in rows}.values():
            self._add_season(node, segment, row)
        node.children = [self._day(row) for row in rows]
        return node

    def _add_policy(self, node: Node, segment: Segment, row: Row) -> None:
        """A policy row of the segment, held against it."""
        policy = self._opened.policy(row["closed_in"])
        line = policy.line("targets", row["target_line"])
        name = "policy" if row["closed_in"] is None else f"policy of version {row['closed_in']}"
        node.facts[name] = policy.said("targets", row["target_line"])
        standard = None if line is None else plain(Decimal(line.text("standard")))
        calendar = self._days[row["rep_id"], row["day"]]["calendar_id"]
        node.checks += [
            Check("standard", plain(segment.amount), standard),
            Check("per", segment.per, None if line is None else line.text("per")),
            Check("base_days", plain(segment.base_days), plain(base_days(policy, segment, calendar))),
        ]

    def _add_season(self, node: Node, segment: Segment, row: Row) -> None:
        """The row of season_factors.csv behind a segment's factor, held against it."""
        policy = self._opened.policy(row["closed_in"])
        line = season_line(policy, row, is_level=policy.kind(row["kpi_id"])[0] in LEVELS)
        if line is None and segment.factor == 1:
            return
        name = "season" if row["closed_in"] is None else f"season of version {row['closed_in']}"
        node.facts[name] = "none fits" if line is None else policy.said("season_factors", line.line_no)
        factor = "1" if line is None else plain(Decimal(line.text("factor")))
        node.checks.append(Check("season_factor", plain(segment.factor), factor))

    def _day(self, row: Row) -> Node:
        day = self._days[row["rep_id"], row["day"]]
        _, _, entity = self._opened.policy(row["closed_in"]).kind(row["kpi_id"])
        check = Check("available", text(row["available"]), text(available(day, entity)))
        title = f"{said_of(day)}: available {plain(row['available'])}, targets.csv:{row['target_line']}"
        return Node("target day", title, {}, [check])


def _is_of(row: Row, segment: Segment) -> bool:
    """Whether a target day belongs to a segment."""
    same = (row["per"], row["standard"], row["base_days"]) == (segment.per, segment.amount, segment.base_days)
    season = row.get("season_factor")
    return (
        same
        and (1 if season is None else season) == segment.factor
        and start_of(segment.per, row["day"]) == segment.base_start
    )


def _amount(segment: Segment) -> str:
    """`100`, or `100 x 0.8 of the season`."""
    amount = f"{plain(segment.amount)}"
    return amount if segment.factor == 1 else f"{amount} x {plain(segment.factor)} of the season"


def season_line(policy: PolicyRows, row: Row, *, is_level: bool) -> PolicyRow | None:
    """The season's row for a target day: one that names the KPI, else, for a count, one that names none."""
    fitting = {
        line.text("kpi_id"): line
        for line in policy.rows("season_factors")
        if line.text("scheme_id") == row["scheme_id"]
        and int(line.text("month")) == row["day"].month
        and in_force(line, row["day"])
    }
    return fitting.get(row["kpi_id"]) or (None if is_level else fitting.get(""))


def base_days(policy: PolicyRows, segment: Segment, calendar: str) -> Decimal:
    """Working days of the base that a `per` names."""
    if segment.per == "day":
        return Decimal(1)
    if segment.per == "week":
        return Decimal(policy.setting("standard_week_days") or 5)
    return Decimal(_working_days(policy, segment.per, segment.base_start, calendar))


@cache
def _working_days(policy: PolicyRows, per: str, start: date, calendar: str) -> int:
    days = (end_of(per, start) - start).days + 1
    return sum(is_working_day(policy, start + timedelta(number), calendar) for number in range(days))


def weight_node(policies: dict[int | None, PolicyRows], rows: list[Row], weight: str | None) -> Node:
    """The weight of a KPI: phases, rows of weights.csv, available days under each."""
    node = Node("weight", "weight: none" if weight is None else f"weight {weight}")
    for row in rows:
        policy = policies[row["closed_in"]]
        said = policy.line("weights", row["line_no"])
        points = None if said is None else plain(Decimal(said.text("points")))
        title = (
            f"phase {row['phase']}: {plain(row['points'])} points on {plain(row['available'])} available days"
        )
        facts: dict[str, str | None] = {
            "from": str(row["first_day"]),
            "to": str(row["last_day"]),
            "policy": policy.said("weights", row["line_no"]),
        }
        node.children.append(
            Node("weight row", title, facts, [Check("points", plain(row["points"]), points)])
        )
    return node


def is_below_shortest(segments: list[Segment], grain: str) -> bool:
    """Whether the grain is too short for the target's `per`: shown, not judged."""
    return any(
        GRAINS.index(segment.per) > GRAINS.index(grain) for segment in segments if segment.available > 0
    )
