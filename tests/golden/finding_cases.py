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


CASES = (outside_hours, redials)
