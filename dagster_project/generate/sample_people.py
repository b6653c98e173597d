"""The people of the shipped sample: twelve reps in two teams, their managers, a trainee, and what happens to
them in three months.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from dagster_project.generate.calendar import Span
from dagster_project.generate.staff import LeaveRow, Pace, RosterRow, Staff

SPAN = Span(date(2026, 7, 1), date(2026, 9, 30))
EAST, SOUTH = "华东组", "华南组"
MANAGERS = {EAST: "m01", SOUTH: "m02"}

CORE = "telesales-standard"
WORKLOAD, APPRAISAL, DEALER = "workload-outcome", "appraisal-five", "dealer-commission"
RECORDS, DAILY, GRADED = "record-120", "daily-management", "graded-pay"
ATTITUDE = "performance-attitude"

Months = tuple[int, int, int]


@dataclass(frozen=True)
class Person:
    """One rep; `dials`, `key_person` and `visit` are monthly values of `Pace`, July to September."""

    name: str
    team: str
    grade: str
    hired_on: date
    dials: Months
    key_person: Months
    visit: Months
    won: int = 250
    fte: str = "1"


PEOPLE = (
    Person("陈静", EAST, "senior", date(2022, 3, 1), (101, 103, 106), (420, 420, 440), (50, 50, 105), 600),
    Person("王磊", EAST, "intermediate", date(2023, 6, 12), (97, 94, 98), (400, 410, 400), (36, 54, 52)),
    Person("李娜", EAST, "intermediate", date(2024, 2, 26), (92, 63, 58), (400, 260, 250), (70, 25, 22)),
    Person("张伟", EAST, "intermediate", date(2023, 9, 4), (90, 92, 94), (420, 410, 420), (60, 62, 58)),
    Person("刘洋", EAST, "senior", date(2021, 11, 15), (102, 100, 99), (410, 420, 410), (52, 44, 50)),
    Person("杨帆", EAST, "junior", date(2026, 8, 10), (0, 84, 97), (380, 380, 410), (60, 80, 62)),
    Person("赵敏", SOUTH, "senior", date(2020, 5, 6), (108, 110, 112), (430, 430, 440), (48, 50, 88), 0),
    Person("黄强", SOUTH, "junior", date(2025, 10, 20), (60, 93, 62), (270, 420, 260), (25, 62, 25)),
    Person(
        "周婷",
        SOUTH,
        "intermediate",
        date(2024, 7, 1),
        (96, 98, 100),
        (400, 410, 400),
        (56, 52, 52),
        fte="0.5",
    ),
    Person("吴昊", SOUTH, "junior", date(2025, 3, 3), (90, 88, 72), (400, 400, 380), (65, 50, 50)),
    Person("徐丽", SOUTH, "intermediate", date(2023, 4, 17), (98, 96, 100), (410, 400, 410), (46, 52, 52)),
    Person("孙鹏", SOUTH, "senior", date(2022, 8, 22), (104, 106, 107), (410, 420, 420), (48, 44, 42)),
)
CHEN, WANG, LI, ZHANG, LIU, YANG, ZHAO, HUANG, ZHOU, WU, XU, SUN = range(len(PEOPLE))

SCHEMES = {
    CHEN: (WORKLOAD, APPRAISAL),
    WANG: (WORKLOAD,),
    LI: (ATTITUDE,),
    ZHANG: (GRADED,),
    LIU: (DEALER,),
    YANG: (RECORDS,),
    ZHAO: (DEALER, APPRAISAL),
    HUANG: (GRADED,),
    ZHOU: (DAILY,),
    WU: (RECORDS,),
    XU: (DAILY, ATTITUDE),
    SUN: (GRADED,),
}
"""Which schemes judge each rep beside the core scheme."""

TRAINEE_SINCE = date(2026, 9, 1)
OTHERS = (
    {"rep_id": "m01", "name": "何敏", "schemes": "supervisor", "role": "manager", "hired_on": "2019-04-08"},
    {"rep_id": "m02", "name": "郭涛", "schemes": "supervisor", "role": "manager", "hired_on": "2018-10-15"},
    {
        "rep_id": "t01",
        "name": "马琳",
        "team_id": EAST,
        "manager_id": MANAGERS[EAST],
        "role": "rep",
        "grade": "junior",
        "schemes": APPRAISAL,
        "phase": "trainee",
        "hired_on": TRAINEE_SINCE.isoformat(),
    },
)
"""Who is on the staff list and makes no calls: the managers, whom their own scheme judges, and a trainee."""

MOVED_ON = date(2026, 8, 17)
LAST_DAY_OF_WU = date(2026, 9, 11)

LEAVE = [
    *(LeaveRow(ZHANG, date(2026, 8, day), "sick") for day in (4, 5, 6)),
    *(LeaveRow(XU, date(2026, 9, day), "annual") for day in (7, 8, 9, 10, 11)),
    LeaveRow(WANG, date(2026, 7, 17), "personal", 1),
    LeaveRow(LIU, date(2026, 7, 22), "sick", 1),
    LeaveRow(CHEN, date(2026, 8, 14), "annual"),
    LeaveRow(SUN, date(2026, 8, 24), "statutory"),
    LeaveRow(ZHANG, date(2026, 9, 16), "annual", 1),
    LeaveRow(HUANG, date(2026, 9, 18), "unexcused"),
]


def sample_staff() -> Staff:
    """Roster, leave and pace of `PEOPLE`."""
    roster = [_first_row(rep, person) for rep, person in enumerate(PEOPLE)]
    roster.append(
        replace(
            roster[LIU],
            known_on=MOVED_ON,
            valid_from=MOVED_ON,
            team_id=SOUTH,
            manager_id=MANAGERS[SOUTH],
        )
    )
    roster.append(
        replace(
            roster[WU],
            known_on=LAST_DAY_OF_WU,
            left_on=LAST_DAY_OF_WU,
            valid_to=LAST_DAY_OF_WU,
        )
    )
    pace = Pace(
        dials=np.array([person.dials for person in PEOPLE], dtype=np.int64),
        key_person=np.array([person.key_person for person in PEOPLE], dtype=np.int64),
        visit=np.array([person.visit for person in PEOPLE], dtype=np.int64),
        confirmed=np.full((len(PEOPLE), SPAN.months), 420, dtype=np.int64),
        won=np.array([[person.won] * SPAN.months for person in PEOPLE], dtype=np.int64),
    )
    return Staff(len(PEOPLE), roster, LEAVE, pace)


def _first_row(rep: int, person: Person) -> RosterRow:
    joined = max(person.hired_on, date(2026, 1, 1))
    return RosterRow(
        known_on=max(SPAN.first, person.hired_on),
        rep=rep,
        valid_from=joined,
        name=person.name,
        team_id=person.team,
        manager_id=MANAGERS[person.team],
        grade=person.grade,
        hired_on=person.hired_on,
        fte=person.fte,
        schemes=";".join((CORE, *SCHEMES[rep])),
    )
