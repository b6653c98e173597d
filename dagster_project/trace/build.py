"""The whole trace of one question as a tree."""

from __future__ import annotations

from dagster_project.trace.adjustments import SCORE, adjustment_nodes, adjustments
from dagster_project.trace.asked import Question
from dagster_project.trace.books import Books
from dagster_project.trace.consequences import consequence_nodes
from dagster_project.trace.counted import counted_events, counted_node
from dagster_project.trace.days import day_node, day_places
from dagster_project.trace.evidence import Evidence
from dagster_project.trace.exact import plain, text
from dagster_project.trace.excluded import Findings
from dagster_project.trace.gather import gather
from dagster_project.trace.harmed import harmed
from dagster_project.trace.left_out import excluded_node
from dagster_project.trace.opened import Opened, Row
from dagster_project.trace.policy_rows import PolicyRows
from dagster_project.trace.rawstore import Place
from dagster_project.trace.recompute import Judged, Scored, judge, kpi_checks, score_checks
from dagster_project.trace.targets import Targets, is_below_shortest, weight_node
from dagster_project.trace.tree import Node, shown

SHOWN_DAYS = 800
"""Members' days with all that is behind them; beyond it the reps' own traces show them."""


def trace(opened: Opened, question: Question) -> Node:
    """Every level from the score to the lines, recomputed."""
    evidence = gather(opened, question)
    policy = opened.policy(evidence.judged_in)
    judged, scored = judge(evidence, policy, opened.manifest.as_of)
    books = Books(opened)
    events = counted_events(opened, question, [kpi for kpi in evidence.kpis if question.kpi in {None, kpi}])
    days = opened.rows("select * from member_day order by rep_id, day")
    corrections = adjustments(opened, question)
    shown_days = days if len(days) <= SHOWN_DAYS else []
    findings = Findings(opened, books, question) if question.excluded else None
    left_out = findings.places if findings else []
    _learn(books, [event for found in events.values() for event in found], shown_days, corrections, left_out)
    root = _score_node(opened, evidence, scored, policy)
    root.children += adjustment_nodes(books, corrections.get(SCORE, []), reveal=question.reveal)
    named_at = len(root.children)
    targets = Targets(opened, question, days, detailed=bool(shown_days))
    for kpi, told in evidence.kpis.items():
        if question.kpi in {None, kpi}:
            node = _kpi_node(opened, evidence, judged[kpi], kpi, policy)
            target = None if not told.targets else judged[kpi].target
            node.children.append(targets.node(kpi, told, target))
            policies = {row["closed_in"]: opened.policy(row["closed_in"]) for row in told.weights}
            node.children.append(weight_node(policies, told.weights, text(judged[kpi].weight)))
            node.children += adjustment_nodes(books, corrections.get(kpi, []), reveal=question.reveal)
            own = events.get(kpi, [])
            node.children.append(counted_node(opened, books, question, told, own, detailed=bool(shown_days)))
            root.children.append(node)
    if findings:
        root.children.append(excluded_node(opened, books, question, findings))
    root.children.append(_days_node(books, days, shown_days, question))
    if question.kpi is None:
        root.children[named_at:named_at] = consequence_nodes(opened, question)
    root.checks += harmed(books)
    return root


def _learn(
    books: Books,
    events: list[Row],
    days: list[Row],
    corrections: dict[str, list[Row]],
    left_out: list[Place],
) -> None:
    """Read all lines at once, each group by the version that knew them."""
    groups: dict[int | None, set[Place]] = {None: set(left_out)}
    for event in events:
        groups.setdefault(event["closed_in"], set()).add((event["file_id"], event["line_no"]))
    for day in days:
        groups.setdefault(day["closed_in"], set()).update(day_places(day))
    for found in corrections.values():
        groups.setdefault(None, set()).update((row["file_id"], row["line_no"]) for row in found)
    for closed_in, places in groups.items():
        books.of(closed_in).learn(places)


def _score_node(opened: Opened, evidence: Evidence, scored: Scored, policy: PolicyRows) -> Node:
    question, manifest = evidence.question, opened.manifest
    facts: dict[str, str | None] = {
        "subject": f"{question.kind} {question.subject}",
        "period": f"{question.period} ({question.period.start} to {question.period.end})",
        "scheme": f"{question.scheme} (schemes.csv:{policy.scheme(question.scheme).line_no})",
        "version": f"{opened.version}, published {manifest.content['published_at']}, as of {manifest.as_of}",
        "policy": manifest.content["policy_hash"],
        "input": manifest.content["input_hash"],
    }
    if evidence.closings:
        facts["closed"] = f"days of it in version {', '.join(map(str, evidence.closings))}"
    if evidence.judged_in is not None:
        facts["judged"] = f"by the policy of version {evidence.judged_in}, which closed the month of its end"
    if question.reveal and question.kind in {"rep", "manager"}:
        rows = opened.rows(
            f"select name from {opened.table('dim_rep')} where rep_id = $subject", question.values
        )
        facts["name"] = "; ".join(dict.fromkeys(row["name"] for row in rows if row["name"]))
    if evidence.quarters is not None:
        parts = (f"{each['period_start']} {plain(each['score'])}" for each in evidence.quarters)
        facts["made of"] = f"the mean of its quarters' scores: {', '.join(parts) or 'none has one'}"
    row = evidence.score
    if row is None:
        title = f"{question.kind} {question.subject}, {question.period}: a day has no score of its own"
        return Node("score", title, facts)
    title = f"{question.kind} {question.subject}, {question.period}: "
    if row["score"] is None:
        title += "no score"
    else:
        title += f"score {plain(row['score'])} of {plain(row['score_max'])}, {shown(row['band'])}"
    facts["phase"] = row["phase"]
    facts["rank"] = shown(None if row["rank"] is None else str(row["rank"]))
    facts["band"] = None if scored.band_line is None else policy.said("bands", scored.band_line)
    checks = score_checks(evidence, scored, question.period.end, manifest.as_of)
    return Node("score", title, facts, checks)


def _kpi_node(opened: Opened, evidence: Evidence, judged: Judged, kpi: str, policy: PolicyRows) -> Node:
    told, period = evidence.kpis[kpi], evidence.question.period
    row = told.published
    title = f"{kpi}: actual {shown(plain(row['actual']))}, target {shown(plain(row['target']))}"
    if row["attainment"] is not None:
        title += f", attainment {row['attainment']:f}"
    if row["band"] is not None:
        title += f" {row['band']}"
    if row["points"] is not None:
        title += f", weight {plain(row['weight'])}, points {plain(row['points'])}"
    facts: dict[str, str | None] = {
        "name": policy.name(kpi),
        "measured": plain(row["measured"]),
        "adjustment": plain(row["adjustment"]),
        "minimum": plain(row["minimum"]),
        "numerator": plain(row["numerator"]),
        "denominator": plain(row["denominator"]),
        "kind": told.kind,
        "band": None if judged.band_line is None else policy.said("bands", judged.band_line),
    }
    if judged.lost_line is not None and judged.points is not None:
        facts["points lost"] = policy.said("point_losses", judged.lost_line)
    if is_below_shortest(told.targets, period.grain):
        facts["judged"] = f"no: its target is for longer than a {period.grain}"
    return Node("kpi", title, facts, kpi_checks(told, judged, period.end, opened.manifest.as_of))


def _days_node(books: Books, days: list[Row], shown_days: list[Row], question: Question) -> Node:
    available = sum(row["judged_available"] for row in days)
    node = Node("days", f"{len(days)} days on the roster, {plain(available)} available")
    node.children = [day_node(books, row, reveal=question.reveal) for row in shown_days]
    if days and not shown_days:
        node.children.append(Node("note", "too many days to show; trace a member, or a shorter period"))
    return node
