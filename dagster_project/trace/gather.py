"""Read from the publication what one question's score is made of."""

from __future__ import annotations

from decimal import Decimal

from dagster_project.errors import ScorelineError
from dagster_project.trace.asked import Question
from dagster_project.trace.evidence import Evidence, KpiEvidence, Segment
from dagster_project.trace.members import make_counts, make_events, make_members
from dagster_project.trace.opened import Opened, Row
from dagster_project.trace.years import quarters

BASES = """case {per}
    when 'day' then day
    when 'week' then date_trunc('week', day)
    when 'month' then date_trunc('month', day)
    when 'quarter' then date_trunc('quarter', day)
    else date_trunc('year', day)
end"""


def gather(opened: Opened, question: Question) -> Evidence:
    """Read it."""
    make_members(opened, question)
    make_events(opened, question)
    make_counts(opened)
    published = _published(opened, question)
    adjusted = _adjusted(opened, question)
    targets, minimums = _segments(opened, question, "standard", "per", "base_days"), {}
    minimums = _segments(opened, question, "minimum", "minimum_per", "minimum_base_days")
    weights = _weights(opened, question)
    judged_in = _judged_in(opened, question)
    policy = opened.policy(judged_in)
    distinct = [row["kpi_id"] for row in published if policy.kind(row["kpi_id"])[0] == "distinct"]
    counts = _counts(opened, distinct)
    kpis = {}
    for row in published:
        kpi = row["kpi_id"]
        kind, higher, _ = policy.kind(kpi)
        total, units, cases = counts.get(kpi, (Decimal(0), 0, Decimal(0)))
        kpis[kpi] = KpiEvidence(
            row,
            kind,
            higher,
            Decimal(units) if kind == "distinct" else total,
            cases,
            adjusted.get(kpi, Decimal(0)),
            targets.get(kpi, []),
            minimums.get(kpi, []),
            weights.get(kpi, []),
        )
    days = opened.rows(
        "select list(distinct judged_phase order by judged_phase) filter (judged_available > 0) as phases, "
        "list(distinct closed_in order by closed_in) filter (where closed_in is not null) as closings "
        "from member_day"
    )[0]
    score, rank = _score(opened, question)
    return Evidence(
        question,
        kpis,
        score,
        _score_adjustment(opened, question),
        days["phases"] or [],
        judged_in,
        days["closings"] or [],
        rank,
        quarters(opened, question, policy),
    )


def _judged_in(opened: Opened, question: Question) -> int | None:
    """The version that closed the month in which the period ends."""
    if not opened.has("closed_month"):
        return None
    rows = opened.rows(
        f"select closed_in from {opened.table('closed_month')} where month_start = date_trunc('month', $end)",
        question.values,
    )
    return int(rows[0]["closed_in"]) if rows else None


def _published(opened: Opened, question: Question) -> list[Row]:
    table = opened.table(f"kpi_{question.period.suffix}", question.period.start, question.period.start)
    return opened.rows(
        f"select * from {table} where period_start = $start and subject_kind = $kind "
        "and subject_id = $subject and scheme_id = $scheme order by kpi_id",
        question.values,
    )


def _score(opened: Opened, question: Question) -> tuple[Row | None, int | None]:
    """The published score row, and its rank counted anew among the published scores."""
    if question.period.grain == "day":
        return None, None
    table = opened.table(f"score_{question.period.suffix}")
    rows = opened.rows(
        f"select * from {table} where period_start = $start and subject_kind = $kind and scheme_id = $scheme",
        question.values,
    )
    own = next((row for row in rows if row["subject_id"] == question.subject), None)
    if own is not None and "measured" not in own:
        raise ScorelineError(
            f"version {opened.version} was made before scores had their adjustments beside them"
        )
    if own is None or own["score"] is None:
        return own, None
    return own, 1 + sum(1 for row in rows if row["score"] is not None and row["score"] > own["score"])


def _counts(opened: Opened, distinct: list[str]) -> dict[str, tuple[Decimal, int, Decimal]]:
    """By KPI: the sum of quantities, of those that count them the distinct units, the sum of bases."""
    sums = opened.rows(
        "select kpi_id, sum(total) as total, sum(base) as base from member_count group by kpi_id"
    )
    units = {
        kpi: opened.rows(
            "select count(distinct unit_id) as units from member_event where kpi_id = $kpi", {"kpi": kpi}
        )[0]["units"]
        for kpi in distinct
    }
    return {
        row["kpi_id"]: (row["total"], units.get(row["kpi_id"], 0), row["base"] or Decimal(0)) for row in sums
    }


def _adjusted(opened: Opened, question: Question) -> dict[str, Decimal]:
    rows = opened.rows(
        f"select kpi_id, sum(delta) as delta from {opened.table('adjustment')} as adjustment "
        "semi join member_day on adjustment.subject_id = member_day.rep_id "
        "and adjustment.period_start = member_day.day "
        "where grain = 'day' and scheme_id = $scheme and kpi_id <> 'score' group by kpi_id",
        question.values,
    )
    return {row["kpi_id"]: row["delta"] for row in rows}


def _score_adjustment(opened: Opened, question: Question) -> Decimal:
    row = opened.rows(
        f"select sum(delta) as delta from {opened.table('adjustment')} where kpi_id = 'score' "
        "and period_start = $start and subject_kind = $kind and subject_id = $subject "
        "and scheme_id = $scheme and grain = $grain",
        question.values,
    )[0]
    return row["delta"] or Decimal(0)


def _segments(
    opened: Opened, question: Question, amount: str, per: str, base: str
) -> dict[str, list[Segment]]:
    """Targets or minimums by KPI, in segments; those of several reps that are alike are one."""
    table = opened.table("target_day", question.period.start, question.period.end)
    season = "coalesce(season_factor, 1)" if opened.has_column("target_day", "season_factor") else "1.0"
    rows = opened.rows(
        f"""
        with segment as (
            select kpi_id, rep_id, {per} as per, {amount} as amount, {base} as base_days,
                {season} as factor, cast({BASES.format(per=per)} as date) as base_start,
                sum(available) as available, count(*) as days,
                list(distinct target_line order by target_line) as lines
            from {table} semi join (from member_day where not is_own) using (rep_id, day)
            where scheme_id = $scheme and list_contains(string_split(grains, ';'), $grain)
                and {amount} is not null
            group by all
        )
        select * exclude (rep_id), list(rep_id order by rep_id) as reps
        from segment group by all order by all
        """,
        question.values,
    )
    found: dict[str, list[Segment]] = {}
    for row in rows:
        found.setdefault(row.pop("kpi_id"), []).append(Segment(**row))
    return found


def _weights(opened: Opened, question: Question) -> dict[str, list[Row]]:
    """By KPI: for every phase and weights row the available days under it, and points x days."""
    table = opened.table("weight_day", question.period.start, question.period.end)
    rows = opened.rows(
        f"""
        select kpi_id, phase, line_no, points, closed_in, sum(available) as available,
            sum(available * points) as point_days, min(day) as first_day, max(day) as last_day
        from (
            select weight.*, member_day.judged_available as available
            from member_day
            inner join {table} as weight
                on member_day.judged_phase = weight.phase and member_day.day = weight.day
            where weight.scheme_id = $scheme and weight.grain = $grain and member_day.judged_available > 0
        )
        group by all order by all
        """,
        question.values,
    )
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["kpi_id"], []).append(row)
    return found
