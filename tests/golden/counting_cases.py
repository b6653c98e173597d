"""What counts: calls, legs, results, identities, revisions, time. Week of Monday 2025-12-08, as in the
core cases.
"""

from datetime import timedelta

from tests.golden.case import NIGHT, Case
from tests.golden.core_cases import FRI, MON, SUN, THU, TUE, WED

CONNECTED = {"disposition": "connected", "talk_seconds": 40}


def merges(case: Case) -> None:
    """a was merged into b, b into c: visits of a, b and c are one customer, capable because c is (a is
    not).

    x and y were merged into each other: each stands for itself; d, merged into x, is x. z is capable but
    was merged into w, of whom nothing is known: not counted. An unknown customer stands for itself but is
    not capable unless the opportunity says so.
    """
    case.rows(
        "customers",
        [
            {"customer_id": case.id("a"), "merged_into": case.id("b"), "is_capable": "false"},
            {"customer_id": case.id("b"), "merged_into": case.id("c")},
            {"customer_id": case.id("c"), "is_capable": "true"},
            {"customer_id": case.id("x"), "merged_into": case.id("y")},
            {"customer_id": case.id("y"), "merged_into": case.id("x")},
            {"customer_id": case.id("d"), "merged_into": case.id("x")},
            {"customer_id": case.id("z"), "merged_into": case.id("w"), "is_capable": "true"},
            {"customer_id": case.id("w")},
        ],
    )
    for rep in ("ann", "bob", "cid", "dan"):
        case.rep(rep, MON, SUN, team_id=case.id("t"))
    case.potential("ann", MON, "a", is_capable="")
    case.potential("ann", TUE, "b", is_capable="")
    case.potential("bob", WED, "c", is_capable="")
    for day, customer in ((MON, "x"), (TUE, "y"), (WED, "d")):
        case.potential("cid", day, customer)
    case.potential("dan", MON, "z", is_capable="")
    case.potential("dan", MON, "nobody", is_capable="")
    case.potential("dan", MON, "c", is_capable="false")
    for subject, count in (("ann", "1"), ("bob", "1"), ("cid", "2"), ("dan", "0"), ("team:t", "3")):
        case.expect("kpi_weekly", MON, subject, "potential_opportunities", actual=count)


def one_customer_behind_many_numbers(case: Case) -> None:
    """Both numbers of c's contacts, c by id and c by contact: one customer. One unknown number in seven
    spellings: one more. A number on two contacts belongs to the smaller contact_id, whose customer e was
    called as well: one.

    14 successful calls, 3 customers; on Monday 2 of them (c and the unknown number), on Tuesday e. A
    successful call to nobody known (no number, no id) is successful and covers nobody.
    """
    case.rows(
        "contacts",
        [
            {"contact_id": case.id("k1"), "customer_id": case.id("c"), "phone": "13911110001"},
            {"contact_id": case.id("k2"), "customer_id": case.id("c"), "mobile": "13911110002"},
            {"contact_id": case.id("k3"), "customer_id": case.id("e"), "phone": "010-65520003"},
            {"contact_id": case.id("k4"), "customer_id": case.id("f"), "phone": "+86 10 6552 0003"},
        ],
    )
    case.rep("ann", MON, SUN)
    numbers = ["13911110001", "+86-139-1111-0002"]
    numbers += [
        "13912345678",
        "+86 139-1234-5678",
        "008613912345678",
        "8613912345678",
        "０１３９１２３４５６７８",
    ]
    numbers += ["139.1234.5678 ext 12", "(139) 12345678转801"]
    for minute, number in enumerate(numbers):
        case.call("ann", f"{MON} 10:{minute:02}:00", success=True, phone=number)
    case.call("ann", f"{MON} 11:00:00", success=True, phone="", customer_id=case.id("c"))
    case.call("ann", f"{MON} 11:10:00", success=True, phone="13999990000", contact_id=case.id("k1"))
    case.call("ann", f"{TUE} 10:00:00", success=True, phone="01065520003")
    case.call("ann", f"{TUE} 10:10:00", success=True, phone="", customer_id=case.id("e"))
    case.call("ann", f"{TUE} 10:20:00", success=True, phone="")
    case.expect("kpi_weekly", MON, "ann", "successful_calls", actual="14")
    case.expect("kpi_weekly", MON, "ann", "customer_coverage", actual="3")
    case.expect("kpi_daily", MON, "ann", "customer_coverage", actual="2")
    case.expect("kpi_daily", TUE, "ann", "customer_coverage", actual="1")


def results_and_dispositions(case: Case) -> None:
    """Sixteen calls of Monday; thirteen are dials (not the inbound, nor the internal one, nor the one of
    Tuesday).

    Successful: no result and a decision maker reached, by contact (1) or by number (2), or by number
    where the contact is unknown (3); `none` is no result (4); both words mapped by policy (5); key person
    with blank talk time (6). Not: voicemail by result though connected, no decision maker, another
    person, an unmapped result, not connected, voicemail by disposition, an unmapped disposition.
    """
    boss, staff = case.id("boss"), case.id("staff")
    case.rows(
        "contacts",
        [
            {"contact_id": boss, "phone": "13922220001", "is_decision_maker": "true"},
            {"contact_id": staff, "phone": "13922220002", "is_decision_maker": "false"},
        ],
    )
    case.rep("ann", MON, SUN)
    calls: list[dict[str, object]] = [
        {**CONNECTED, "contact_id": boss},
        {**CONNECTED, "phone": "13922220001"},
        {**CONNECTED, "phone": "13922220001", "contact_id": "nobody"},
        {**CONNECTED, "contact_id": boss, "result": "none"},
        {"disposition": "answered", "talk_seconds": 12, "result": "boss"},
        {"disposition": "connected", "result": "key_person"},
        {**CONNECTED, "contact_id": boss, "result": "voicemail"},
        {**CONNECTED, "contact_id": staff},
        {**CONNECTED, "contact_id": boss, "result": "other_person"},
        {**CONNECTED, "contact_id": boss, "result": "no such word"},
        {"disposition": "no_answer", "result": "key_person"},
        {"disposition": "voicemail", "result": "key_person"},
        {"disposition": "no such word", "result": "key_person"},
        {**CONNECTED, "result": "key_person", "direction": "inbound"},
        {**CONNECTED, "result": "key_person", "direction": "internal"},
    ]
    for minute, columns in enumerate(calls):
        case.call("ann", f"{MON} 10:{minute:02}:00", **columns)
    case.call("ann", f"{TUE} 10:00:00", direction="outbound")
    case.expect("kpi_daily", MON, "ann", "dials", actual="13")
    case.expect("kpi_daily", MON, "ann", "successful_calls", actual="6")
    case.expect("kpi_weekly", MON, "ann", "dials", actual="14")


def repeated_and_corrected_calls(case: Case) -> None:
    """Six calls in four exports, all six dialled, one of them on Tuesday; the five of Monday are
    successful.

    c1 comes again unchanged. c2 fails first, succeeds in the second export. c3's failure of the second
    export was updated an hour before what the first one says. c4 succeeds by an update; a later export
    without a time of update loses. c5 fails in the third export, and its first content comes again in the
    fourth. c6 moves to Tuesday.
    """
    good = {**CONNECTED, "result": "key_person"}
    bad = {"disposition": "no_answer"}

    def line(number: int, outcome: dict[str, object], updated: str = "", day: str = MON) -> dict[str, object]:
        return {
            "call_id": case.id(f"call{number}"),
            "rep_id": case.id("ann"),
            "started_at": f"{day} 10:{number:02}:00",
            "updated_at": updated,
            **outcome,
        }

    case.rep("ann", MON, SUN)
    exports = (
        [
            line(1, good),
            line(2, bad),
            line(3, good, f"{TUE} 10:00:00"),
            line(4, bad),
            line(5, good),
            line(6, bad),
        ],
        [
            line(1, good),
            line(2, good),
            line(3, bad, f"{TUE} 09:00:00"),
            line(4, good, f"{TUE} 12:00:00"),
            line(6, bad, day=TUE),
        ],
        [line(4, bad), line(5, bad)],
        [line(5, good)],
    )
    # Names run against time, so that the order of paths cannot pass for the order of exports.
    for night, (name, rows) in enumerate(zip(("d", "c", "b", "a"), exports, strict=True)):
        case.rows("calls", rows, file=name, exported_at=NIGHT + timedelta(days=night))
    case.expect("kpi_weekly", MON, "ann", "dials", actual="6")
    case.expect("kpi_weekly", MON, "ann", "successful_calls", actual="5")
    case.expect("kpi_daily", MON, "ann", "dials", actual="5")
    case.expect("kpi_daily", TUE, "ann", "dials", actual="1")


def the_same_file_again(case: Case) -> None:
    """An export, its correction, and the first export's very bytes once more under another name, later
    than both.

    What was exported last stands: both calls are successful again.
    """
    case.rep("ann", MON, SUN)
    calls = [
        {
            "call_id": case.id(f"call{number}"),
            "rep_id": case.id("ann"),
            "started_at": f"{MON} 10:0{number}:00",
        }
        for number in (1, 2)
    ]
    good = [{**call, **CONNECTED, "result": "key_person"} for call in calls]
    bad = [{**call, "disposition": "no_answer"} for call in calls]
    for night, (name, rows) in enumerate((("c", good), ("b", bad), ("a", good))):
        case.rows("calls", rows, file=name, exported_at=NIGHT + timedelta(days=night))
    case.expect("kpi_daily", MON, "ann", "dials", actual="2")
    case.expect("kpi_daily", MON, "ann", "successful_calls", actual="2")


def legs_of_one_call(case: Case) -> None:
    """Four calls of Ann, three of them successful, three customers; none of Bob, who only took legs over.

    A: a parent without linked id, and Bob's leg that names its call_id succeeds. B: an internal leg of
    Bob first. C: one leg is connected, another says key person: no single leg succeeds. D: the leg that
    succeeds has no number, the customer comes from the other leg, not from the internal one.
    """
    good = {**CONNECTED, "result": "key_person"}
    case.rep("ann", MON, SUN)
    case.rep("bob", MON, SUN)
    parent = case.id("parent")
    case.call("ann", f"{MON} 10:00:00", call_id=parent)
    case.call("bob", f"{MON} 10:01:00", linked_id=parent, **good)
    case.call("bob", f"{MON} 10:05:00", linked_id=case.id("B"), direction="internal", phone="8001")
    case.call("ann", f"{MON} 10:06:00", linked_id=case.id("B"), **good)
    case.call("ann", f"{MON} 10:10:00", linked_id=case.id("C"), **CONNECTED)
    case.call("bob", f"{MON} 10:11:00", linked_id=case.id("C"), result="key_person")
    case.call("bob", f"{MON} 10:20:00", linked_id=case.id("D"), direction="internal", phone="8001")
    case.call("ann", f"{MON} 10:21:00", linked_id=case.id("D"), phone="", **good)
    case.call("bob", f"{MON} 10:22:00", linked_id=case.id("D"))
    case.expect("kpi_daily", MON, "ann", "dials", actual="4")
    case.expect("kpi_daily", MON, "ann", "successful_calls", actual="3")
    case.expect("kpi_daily", MON, "ann", "customer_coverage", actual="3")
    case.expect("kpi_daily", MON, "bob", "dials", actual="0")
    case.expect("kpi_daily", MON, "bob", "successful_calls", actual="0")


def legs_of_both_directions(case: Case) -> None:
    """A call that came in stays inbound though a later leg goes out and succeeds: no dial of Ann's, none
    of Bob's.

    A call that went out is a dial; a leg that comes in does not make it successful. One that succeeded
    without a number takes its customer from the inbound leg beside it. Where two legs succeed the first
    one's customer counts: in all 3 dials, 2 successful, 2 customers.
    """
    good = {**CONNECTED, "result": "key_person"}
    case.rep("ann", MON, SUN)
    case.rep("bob", MON, SUN)
    case.call("ann", f"{MON} 10:00:00", linked_id=case.id("A"), direction="inbound", **good)
    case.call("bob", f"{MON} 10:01:00", linked_id=case.id("A"), **good)
    case.call("ann", f"{MON} 10:10:00", linked_id=case.id("B"))
    case.call("bob", f"{MON} 10:11:00", linked_id=case.id("B"), direction="inbound", **good)
    case.call("ann", f"{MON} 10:20:00", linked_id=case.id("C"), phone="", **good)
    case.call("bob", f"{MON} 10:21:00", linked_id=case.id("C"), direction="inbound")
    case.call("ann", f"{MON} 10:30:00", linked_id=case.id("D"), customer_id=case.id("first"), **good)
    case.call("bob", f"{MON} 10:31:00", linked_id=case.id("D"), customer_id=case.id("second"), **good)
    case.expect("kpi_daily", MON, "ann", "dials", actual="3")
    case.expect("kpi_daily", MON, "ann", "successful_calls", actual="2")
    case.expect("kpi_daily", MON, "ann", "customer_coverage", actual="2")
    case.expect("kpi_daily", MON, "bob", "dials", actual="0")


def midnight_and_offsets(case: Case) -> None:
    """Shanghai is UTC+8. Monday: 23:59:59, and 01:00+14:00 of Tuesday, which is Monday 19:00.

    Tuesday: 00:00:00, and 16:30Z of Monday, which is Tuesday 00:30. An opportunity confirmed on Sunday
    17:00Z is Monday's of the next week, outside the roster row; one on Sunday 15:00Z is still this
    week's.
    """
    case.rep("ann", MON, SUN)
    for moment in (f"{MON} 23:59:59", f"{TUE}T01:00:00+14:00", f"{TUE} 00:00:00", f"{MON}T16:30:00Z"):
        case.call("ann", moment)
    case.valid("ann", SUN, confirmed_at=f"{SUN}T17:00:00Z")
    case.valid("ann", SUN, confirmed_at=f"{SUN}T15:00:00Z")
    case.expect("kpi_daily", MON, "ann", "dials", actual="2")
    case.expect("kpi_daily", TUE, "ann", "dials", actual="2")
    case.expect("kpi_weekly", MON, "ann", "valid_opportunities", actual="1")


def opportunities(case: Case) -> None:
    """Confirmed by the rep: not valid. The same customer confirmed twice: one. Credit goes to the rep
    that the last revision names, and its day is the last revision's: Bob on Thursday.
    """
    case.rep("ann", MON, SUN)
    case.rep("bob", MON, SUN)
    case.valid("ann", MON, confirmed_by=case.id("ann"))
    case.valid("ann", TUE, "c")
    case.valid("ann", WED, "c")
    moved = {"opportunity_id": case.id("moved"), "customer_id": case.id("m"), "confirmed_by": "lead"}
    case.rows("opportunities", [{**moved, "rep_id": case.id("ann"), "confirmed_at": f"{TUE} 09:00:00"}])
    case.rows(
        "opportunities",
        [{**moved, "rep_id": case.id("bob"), "confirmed_at": f"{THU} 09:00:00"}],
        file="later",
        exported_at=NIGHT + timedelta(days=1),
    )
    case.expect("kpi_weekly", MON, "ann", "valid_opportunities", actual="1", attainment="0.5")
    case.expect("kpi_weekly", MON, "bob", "valid_opportunities", actual="1")
    case.expect("kpi_daily", THU, "bob", "valid_opportunities", actual="1")
    case.expect("kpi_daily", FRI, "bob", "valid_opportunities", actual="0")


CASES = (
    merges,
    one_customer_behind_many_numbers,
    results_and_dispositions,
    repeated_and_corrected_calls,
    the_same_file_again,
    legs_of_one_call,
    legs_of_both_directions,
    midnight_and_offsets,
    opportunities,
)
