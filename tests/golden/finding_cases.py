"""Compliance findings: permitted are 09:30 to 12:00 and 14:00 to 18:00, on weekends 11:00 to 18:00."""

from tests.golden.case import Case
from tests.reference.base_policy import bands, rows, scheme, target, weights


def outside_hours(case: Case) -> None:
    """A window holds from its first minute to before its last; on a holiday (New Year) there is none.

    half works half the time on a calendar of his own: Saturday 2026-03-07 is a working day for him, so ten
    o'clock is permitted and a Saturday noon is not, and his week of six days asks for 6 x 10 x 0.5 = 30
    dials. The site takes the 4th out: 5 days, 25 dials.
    """
    case.rules(
        findings=rows(
            "rule_id,kind,minutes,seconds,name_zh,name_en,valid_from,valid_to",
            "hours,outside_hours,,,时段,Hours,,",
            "again,redial,3,,重拨,Redial,,",
        ),
        calendar=rows("date,is_working_day,name,calendar_id", "2026-03-07,true,,shift"),
        schemes=[scheme("shift")],
        targets=[target("shift", "dials", "day", "10")],
        weights=weights("shift", {"dials": "10"}),
        bands=bands("shift"),
        excused_days=rows(
            "date,scope_kind,scope_id,entity,fraction,reason,approved_by",
            f"2026-03-04,rep,{case.id('half')},,1,line down,chen",
        ),
    )
    case.rep("ann", "2026-01-01", schemes="shift")
    case.rep("half", "2026-03-01", schemes="shift", calendar_id="shift", fte="0.5")
    moments = {
        "early": "2026-03-09 09:29:59",
        "first": "2026-03-09 09:30:00",
        "last": "2026-03-09 11:59:59",
        "noon": "2026-03-09 12:00:00",
        "utc": "2026-03-09T10:00:00Z",  # 18:00 at the site
        "saturday": "2026-03-07 10:00:00",
        "sunday": "2026-03-08 11:00:00",
        "holiday": "2026-01-01 15:00:00",
    }
    for name, moment in moments.items():
        case.call("ann", moment, call_id=case.id(name))
    case.call("half", "2026-03-07 10:00:00", call_id=case.id("shift"))
    case.call("half", "2026-03-07 12:30:00", call_id=case.id("shift-noon"))
    case.call("ann", "2026-03-09 20:00:00", call_id=case.id("in"), direction="inbound")
    case.expect_findings("outside_hours", "early", "holiday", "noon", "saturday", "shift-noon", "utc")
    case.expect("kpi_weekly", "2026-03-02", "half", "shift", "dials", actual="2", target="25")


def redials(case: Case) -> None:
    """Three minutes to the second, by one rep to one number on one day, however it is spelled."""
    for rep in ("ann", "bob"):
        case.rep(rep, "2026-03-01")
    calls = (
        ("a1", "ann", "10:00:00", "13711110001"),
        ("a2", "ann", "10:03:00", "+86 137 1111 0001"),
        ("a3", "ann", "10:06:01", "13711110001"),
        ("a4", "ann", "10:06:02", "13711110002"),
        ("b1", "bob", "10:00:30", "13711110001"),
        ("b2", "bob", "10:01:00", "0086 13711110001"),
    )
    for name, rep, at, phone in calls:
        case.call(rep, f"2026-03-09 {at}", call_id=case.id(name), phone=phone)
    case.expect_findings("redial", "a2", "b2")


def calls_to_whom_one_must_not_call(case: Case) -> None:
    """Wu asked on the 9th at noon not to be called, and took it back on the 10th at noon; his record became
    Li's on the 11th, so that his mark is Li's. The mark of Chen has no date: it is as old as its export, the
    20th, after all calls.
    """
    case.rules(findings=_rule("quiet", "do_not_call"))
    case.rep("ann", "2026-03-01")
    for customer, marked, updated, merged in (
        ("wu", "false", "2026-03-01 00:00:00", ""),
        ("wu", "true", "2026-03-09 12:00:00", ""),
        ("wu", "", "2026-03-10 12:00:00", ""),
        ("wu", "", "2026-03-11 08:00:00", "li"),
        ("li", "", "", ""),
        ("chen", "true", "", ""),
    ):
        row = {"customer_id": case.id(customer), "do_not_call": marked, "updated_at": updated}
        case.rows("customers", [row | {"merged_into": case.id(merged) if merged else ""}])
    for name, customer, moment in (
        ("before", "wu", "2026-03-09 11:59:59"),
        ("at-once", "wu", "2026-03-09 12:00:00"),
        ("as-li", "li", "2026-03-10 11:00:00"),
        ("taken-back", "wu", "2026-03-10 12:00:00"),
        ("chen", "chen", "2026-03-10 12:00:00"),
    ):
        case.call("ann", moment, call_id=case.id(name), customer_id=case.id(customer))
    inbound = {"call_id": case.id("in"), "customer_id": case.id("li"), "direction": "inbound"}
    case.call("ann", "2026-03-09 15:00:00", **inbound)
    case.expect_findings("do_not_call", "as-li", "at-once")


def key_persons_in_a_few_seconds(case: Case) -> None:
    """Under 10 seconds that somebody stated; 10 are enough; nothing stated, or nobody reached, is none."""
    case.rules(findings=_rule("short", "short_key_person", seconds="10"))
    case.rep("ann", "2026-03-01")
    for name, seconds, result in (
        ("nine", 9, "key_person"),
        ("none", 0, "key_person"),
        ("ten", 10, "key_person"),
        ("unsaid", "", "key_person"),
        ("other", 3, "other_person"),
    ):
        told = {"disposition": "connected", "talk_seconds": seconds, "result": result}
        case.call("ann", "2026-03-09 10:00:00", call_id=case.id(name), **told)
    case.expect_findings("short_key_person", "nine", "none")


def calls_after_leaving(case: Case) -> None:
    """Gone left on the 4th, his row stays open; back left on the 4th and came again on the 9th."""
    case.rules(findings=_rule("gone", "after_leaving"))
    case.rep("gone", "2026-03-01", left_on="2026-03-04")
    case.rep("back", "2026-03-01", "2026-03-04", left_on="2026-03-04")
    case.rep("back", "2026-03-09")
    for rep in ("gone", "back"):
        for day in ("04", "05", "09"):
            case.call(rep, f"2026-03-{day} 10:00:00", call_id=case.id(f"{rep}-{day}"))
    case.call("gone", "2026-03-10 10:00:00", call_id=case.id("in"), direction="inbound")
    case.call("gone", "2026-03-10 10:00:00", call_id=case.id("inside"), direction="internal")
    case.expect_findings("after_leaving", "back-05", "gone-05", "gone-09", "in")


def claims_without_a_call(case: Case) -> None:
    """Ann called Wu's number at 10:00, and Li on his mobile from 15:00, which she claims by customer. A claim
    may be off by 30 minutes to the second; one at midnight has no time and is borne out by any call of that
    day; what bob claims is not borne out by ann's call; a claim about nobody by no call.
    """
    case.rules(findings=_rule("claim", "unverified_claim", minutes="30"))
    for rep in ("ann", "bob"):
        case.rep(rep, "2026-03-01")
    wu = "13722220001"
    case.rows("contacts", [{
        "contact_id": case.id("k"), "customer_id": case.id("li"), "phone": "13722220002",
        "mobile": "13722220003",
    }])  # fmt: skip
    case.call("ann", "2026-03-09 10:00:00", phone=wu)
    case.call("ann", "2026-03-09 15:00:00", phone="13722220003")
    for name, rep, moment, about in (
        ("half-hour", "ann", "2026-03-09 09:30:00", {"phone": f"+86 {wu}"}),
        ("too-early", "ann", "2026-03-09 09:29:59", {"phone": wu}),
        ("by-day", "ann", "2026-03-09", {"phone": wu}),
        ("other-day", "ann", "2026-03-10", {"phone": wu}),
        ("customer", "ann", "2026-03-09 15:20:00", {"customer_id": case.id("li")}),
        ("contact", "ann", "2026-03-09 15:20:00", {"contact_id": case.id("k")}),
        ("not-his", "bob", "2026-03-09 10:00:00", {"phone": wu}),
        ("nobody", "ann", "2026-03-09 10:00:00", {}),
    ):
        claim = {"activity_id": case.id(name), "rep_id": case.id(rep), "kind": "call", "occurred_at": moment}
        case.rows("activities", [claim | about])
    case.expect_findings("unverified_claim", "nobody", "not-his", "other-day", "too-early")


def _rule(rule_id: str, kind: str, minutes: str = "", seconds: str = "") -> list[dict[str, object]]:
    heading = "rule_id,kind,minutes,seconds,name_zh,name_en,valid_from,valid_to"
    return rows(heading, f"{rule_id},{kind},{minutes},{seconds},{rule_id},{rule_id},,")


CASES = (
    outside_hours,
    redials,
    calls_to_whom_one_must_not_call,
    key_persons_in_a_few_seconds,
    calls_after_leaving,
    claims_without_a_call,
)
