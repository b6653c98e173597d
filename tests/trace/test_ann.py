"""Ann's September, computed by hand, and every case that happens to her once."""

from __future__ import annotations

import pytest

from dagster_project.errors import UsageError
from dagster_project.trace.asked import Question, period
from dagster_project.trace.build import trace
from dagster_project.trace.exact import plain
from dagster_project.trace.findings import trace_finding
from dagster_project.trace.opened import Opened
from dagster_project.trace.tree import Node
from tests.trace.in_memory import asked, differing, find

pytestmark = pytest.mark.timeout(1800)


@pytest.fixture(scope="module")
def month(opened: Opened) -> Node:
    return trace(opened, asked("ann", "month", "2026-09", excluded=True))


# 5.5 days: the 21st, 22nd, 24th, 28th, half the 29th, the 30th; the 23rd is leave, the 25th a holiday.
@pytest.mark.parametrize(
    ("kpi", "actual", "target", "attainment", "points"),
    [
        ("dials", "22.0000", "550.0000", "0.040000", "0.0800"),  # 12 calls and 10 by adjustment
        ("successful_calls", "9.0000", "110.0000", "0.081818", "0.1636"),
        ("customer_coverage", "5.0000", "75.0000", "0.066667", None),  # 300 x 5.5 / 22 working days
        ("potential_opportunities", "3.0000", "5.5000", "0.545455", "2.7273"),
        ("valid_opportunities", "1.0000", "2.2000", "0.454545", "0.4546"),  # 2 a week of 5 days
    ],
)
def test_the_numbers(
    month: Node, kpi: str, actual: str, target: str, attainment: str, points: str | None
) -> None:
    (node,) = find(month, "kpi", f"{kpi}:")
    told = {check.name: check.recomputed for check in node.checks}
    assert (told["actual"], told["target"], told["attainment"], told["points"]) == (
        actual, target, attainment, points
    )  # fmt: skip
    assert node.agrees, differing(node)


def test_the_score(month: Node) -> None:
    told = {check.name: check.recomputed for check in month.checks}
    # 0.08 + 0.163636 + 2.727275 + 0.454545: cut 3.4253, the two missing units go to the remainders 75 and 45
    assert (told["score"], told["band"], told["phase"]) == ("3.4255", "red", "opportunity-hunt")
    assert month.agrees, differing(month)


def test_the_week_is_moved_by_an_adjustment_of_its_score(opened: Opened) -> None:
    week = trace(opened, asked("ann", "week", "2026-W39"))
    told = {check.name: check.published for check in week.checks}
    assert told["adjustment"] == "0.5000"
    (node,) = find(week, "adjustment", "adjustment adj-2: +0.5000 for ann, 2026-W39, approved by meg")
    assert (node.facts["reason"], node.agrees, week.agrees) == ("a fair", True, True)


def test_days_have_their_reasons(month: Node) -> None:
    (dials,) = find(month, "kpi", "dials:")
    titles = [node.title for node in find(dials, "target day")]
    assert titles[:5] == [
        "2026-09-21 Mon working day: available 1, targets.csv:2",
        "2026-09-22 Tue working day: available 1, targets.csv:2",
        "2026-09-23 Wed working day (leave 1): available 0, targets.csv:2",
        "2026-09-24 Thu working day: available 1, targets.csv:2",
        "2026-09-25 Fri holiday (中秋): available 0, targets.csv:2",
    ]
    assert "2026-09-29 Tue working day (leave 0.5): available 0.5, targets.csv:2" in titles
    (day,) = find(month, "day", "ann 2026-09-29")
    lines = [node.title.split(" (sha256")[0] for node in day.children]
    assert lines == ["roster: roster/first.csv:2", "leave: leave/first.csv:3"]


def test_before_hire(opened: Opened) -> None:
    root = trace(opened, asked("cid", "month", "2026-09"))
    titles = [node.title for node in find(root, "day")]
    assert titles[0] == "cid 2026-09-24 Thu before hire: available 0"
    assert titles[4] == "cid 2026-09-28 Mon working day: available 1"
    assert root.agrees, differing(root)


def test_policy_rows_stand_with_file_line_and_content(month: Node) -> None:
    (dials,) = find(month, "kpi", "dials:")
    segment = find(dials, "segment")[0]
    assert segment.title == "100 = 100 a day x 1 available / 1 working days, from 2026-09-21"
    said = "scheme_id=telesales-standard kpi_id=dials per=day standard=100 minimum=60 minimum_per=day"
    assert segment.facts["policy"] == f"targets.csv:2 {said}"
    (weight,) = find(dials, "weight row")
    assert weight.title == "phase opportunity-hunt: 2 points on 5.5 available days"
    assert str(weight.facts["policy"]).startswith("weights.csv:2 ")


def test_a_merge_is_followed_line_by_line(month: Node) -> None:
    (coverage,) = find(month, "kpi", "customer_coverage:")
    (event,) = [node for node in find(coverage, "event") if node.facts["call"] == "a2"]
    assert (event.facts["customer"], event.facts["unit id"]) == ("new", "new")
    assert [node.title for node in find(event, "merge")] == [
        "merge old -> mid: customers/first.csv:5",
        "merge mid -> new: customers/first.csv:6",
    ]


def test_a_number_leads_to_the_contact_that_bears_it(month: Node) -> None:
    (coverage,) = find(month, "kpi", "customer_coverage:")
    (event,) = [node for node in find(coverage, "event") if node.facts["call"] == "a16"]
    assert event.facts["customer by"] == "customer of the number's contact"
    assert find(event, "line", "contact: contacts/first.csv:2")
    (leg,) = find(event, "leg")
    assert (leg.facts["result means"], leg.facts["key person"]) == (None, "true")


def test_a_line_bears_file_hash_number_and_raw_values(month: Node) -> None:
    (dials,) = find(month, "kpi", "dials:")
    (event,) = find(dials, "event", "2026-09-22 ann call a8")
    (leg,) = find(event, "leg")
    assert (leg.facts["file"], leg.facts["line"], leg.facts["raw talk_seconds"]) == (
        "calls/first.csv",
        "9",
        "9",
    )
    assert len(str(leg.facts["sha256"])) == 64
    assert str(leg.facts["disposition means"]).startswith("connected (dispositions.csv:2 ")


def test_superseded_lines_duplicates_and_legs_stand_below_the_line_that_holds(month: Node) -> None:
    (dials,) = find(month, "kpi", "dials:")
    told = {
        call: [node.title.split(" (sha256")[0] for node in event.children[0].children]
        for call in ("a9", "a11")
        for event in find(dials, "event")
        if event.facts["call"] == call
    }
    assert told == {
        "a9": ["duplicate of calls/first.csv:10: calls/later.csv:2"],
        "a11": ["superseded by calls/later.csv:3: calls/first.csv:12"],
    }
    (event,) = find(dials, "event", "2026-09-24 ann call L1")
    assert [node.title.split(" (sha256")[0] for node in find(event, "leg")] == [
        "leg that counts: calls/first.csv:14",
        "leg of the call: calls/first.csv:15",
    ]


def test_what_was_not_counted_has_its_reason(month: Node) -> None:
    (node,) = find(month, "excluded")
    told = {
        child.title.rpartition(":")[0]: [line.title.split(" (sha256")[0] for line in child.children]
        for child in node.children
    }
    assert told == {
        "not in customer_coverage: no_identity": ["no_identity: calls/first.csv:7"],
        "not in dials: deleted": ["deleted: calls/later.csv:4"],
        "not in dials: duplicate of": ["duplicate of calls/first.csv:10: calls/later.csv:2"],
        "not in dials: inbound": ["inbound: calls/first.csv:11"],
        "not in dials: leg of": ["leg of call L1, counted by calls/first.csv:14: calls/first.csv:15"],
        "not in dials: quarantined": ["quarantined column talk_seconds: calls/first.csv:16"],
        "not in dials: superseded by": [
            "superseded by calls/later.csv:3: calls/first.csv:12",
            "superseded by calls/later.csv:4: calls/first.csv:13",
        ],
        "not in opportunities: superseded by": [
            "superseded by opportunities/later.csv:2: opportunities/first.csv:2"
        ],
        "not in potential_opportunities: not_capable": ["not_capable: opportunities/first.csv:5"],
        "not in successful_calls: no_key_person": ["no_key_person: calls/first.csv:9"],
        "not in successful_calls: not_connected": ["not_connected: calls/first.csv:10"],
        "not in successful_calls: voicemail": ["voicemail: calls/first.csv:8"],
        "not in valid_opportunities: confirmed_by_rep": ["confirmed_by_rep: opportunities/first.csv:7"],
    }


def test_outside_the_roster(opened: Opened) -> None:
    root = trace(opened, asked("cid", "month", "2026-09", excluded=True))
    assert find(root, "line", "outside_roster: calls/first.csv:298")
    assert root.agrees, differing(root)


def test_a_team_goes_over_its_members(opened: Opened) -> None:
    root = trace(opened, asked("north", "month", "2026-09", "team"))
    (dials,) = find(root, "kpi", "dials:")
    (target,) = find(dials, "target")
    assert [node.title for node in target.children] == ["ann: 550", "bob: 700"]
    (counted,) = find(dials, "counted")
    assert [node.title for node in find(counted, "member")] == [
        "ann: 12 events on 4 days",
        "bob: 280 events on 7 days",
    ]
    assert root.agrees, differing(root)


def test_who_is_named_is_traced_to_rule_and_evidence(opened: Opened) -> None:
    """70 of bob's 280 calls were connected: 0.25. The level is 0.4 on four days and 0.5 on three. They were
    45 seconds long, of 60 x 0.9 by the season: 0.833333.
    """
    root = trace(opened, Question("rep", "bob", period("month", "2026-09"), "rates"))
    brief, node = find(root, "consequence")
    assert brief.title == "consequence brief at month 2026-09: talks too briefly (provisional)"
    assert [str(check) for each in brief.children for check in each.checks] == ["agrees"]
    assert node.title == "consequence weak at month 2026-09: connects too little (provisional)"
    assert str(node.facts["rule"]).startswith("consequences.csv:4 rule_id=weak scheme_id=rates")
    step, summed = node.children
    assert summed.children[-1].title == "together: 70 of 280, by 7 available days, attainment 0.564462"
    assert [check.agrees for check in summed.checks] == [True]
    assert str(step.facts["policy"]).startswith("consequence_steps.csv:2 rule_id=weak step=1")
    assert [child.title for child in step.children] == [
        "month 2026-09: actual 0.25, target 0.4429, attainment 0.564516, red"
    ]
    assert root.agrees, differing(root)


def test_what_is_above_its_target_is_reckoned_again(opened: Opened) -> None:
    """Meg's people dialled 293 times, of 10 on each of their 12.5 days."""
    root = trace(opened, Question("manager", "meg", period("month", "2026-09"), "bosses"))
    (node,) = find(root, "consequence", "consequence busy")
    assert [(check.name, str(check)) for check in node.children[0].checks] == [("holds", "agrees")]
    assert root.agrees, differing(root)


def test_a_year_of_quarters_is_their_mean(opened: Opened) -> None:
    root = trace(opened, Question("manager", "meg", period("year", "2026"), "bosses"))
    (quarter,) = opened.rows(
        f"select score from {opened.table('score_quarterly')} where scheme_id = 'bosses'"
    )
    assert root.facts["made of"] == f"the mean of its quarters' scores: 2026-07-01 {plain(quarter['score'])}"
    assert [told["points"] for told in opened.rows(
        f"select points from {opened.table('kpi_yearly')} where scheme_id = 'bosses'"
    )] == [None, None]  # fmt: skip
    assert root.agrees, differing(root)


def test_a_claim_without_a_call_is_listed_as_not_counted(opened: Opened) -> None:
    (node,) = find(trace(opened, asked("bob", "month", "2026-09", excluded=True)), "excluded")
    (claims,) = [each for each in node.children if "unverified claim" in each.title]
    assert claims.title == "not in any KPI: unverified claim: 1 lines"
    assert claims.children[0].title.startswith("unverified claim: no call within 60 minutes of 17:00:00: ")
    assert claims.children[0].facts["status"] == "listed"
    assert claims.children[0].facts["raw phone"] != "13800138055"


def test_a_finding_is_traced_to_its_rule_and_line(opened: Opened) -> None:
    """Bob says that he called somebody whom the phone system does not know."""
    (row,) = opened.rows(f"select * from {opened.table('compliance_finding')} where rep_id = 'bob'")
    node = trace_finding(opened, row["finding_id"], reveal=False)
    assert node.title == "unverified_claim of bob, 2026-09-24: no call within 60 minutes of 17:00:00"
    assert str(node.facts["rule"]).startswith("findings.csv:7 rule_id=unverified-claim")
    assert node.children[0].title.startswith("activity: activities/first.csv:2 ")
    assert node.children[0].facts["raw phone"] != "13800138055"
    assert node.agrees, differing(node)
    with pytest.raises(UsageError, match="no finding 'f-of-nothing'"):
        trace_finding(opened, "f-of-nothing", reveal=False)
