"""Types, time zones and phone numbers as staging reads them."""

from __future__ import annotations

import random
from pathlib import Path

import phonenumbers

from tests.warehouse.conftest import Derive, policy_with, rows

HEAD = "call_id,rep_id,started_at,disposition,talk_seconds,direction,phone\n"


def test_bad_values_are_kept_aside_with_column_value_and_what_was_expected(derive: Derive) -> None:
    lines = [
        "a,r1,2026-09-01 09:00:00,connected,12,outbound,",
        "b,r1,yesterday,connected,12,outbound,",
        "c,r1,2026-09-01 09:00:00,connected,-5,outbound,",
        "d,r1,2026-09-01 09:00:00,connected,1m,outbound,",
        "e,,2026-09-01 09:00:00,connected,1,outbound,",
        "f,r1,2026-09-01 09:00:00,connected,1,sideways,",
        "g,r1,,connected,1,,",
        "h,r1,2026-02-30 09:00:00,connected,1,,",
    ]
    home = derive({"calls/c.csv": HEAD + "\n".join(lines) + "\n"}, "stg_calls")
    assert rows(home, "select call_id from staging.stg_calls where refused_column is null") == [("a",)]
    refused = rows(
        home,
        "select line_no, refused_column, refused_value, refused_expected from staging.stg_calls "
        "where refused_column is not null order by line_no",
    )
    time = "a time as YYYY-MM-DD HH:MM:SS, with or without an offset"
    seconds = "a number of seconds, 0 or more"
    assert refused == [
        (3, "started_at", "yesterday", time),
        (4, "talk_seconds", "-5", seconds),
        (5, "talk_seconds", "1m", seconds),
        (6, "rep_id", "", "a value, since the column is required"),
        (7, "direction", "sideways", "one of outbound, inbound, internal"),
        (8, "started_at", "", "a value, since the column is required"),
        (9, "started_at", "2026-02-30 09:00:00", time),
    ]


CLOCK = [
    ("2026-07-01 00:30:00", "2026-06-30 22:30:00", "2026-07-01", None),
    ("2026-01-01 00:30", "2025-12-31 23:30:00", "2026-01-01", None),
    ("2026-07-01T23:30:00Z", "2026-07-01 23:30:00", "2026-07-02", None),
    ("2026-07-01T09:30:00+08:00", "2026-07-01 01:30:00", "2026-07-01", None),
    ("2026-07-01 01:30:00-0500", "2026-07-01 06:30:00", "2026-07-01", None),
    # 02:30 occurs twice on that night: the first occurrence, still summer time.
    ("2026-10-25 02:30:00", "2026-10-25 00:30:00", "2026-10-25", "ambiguous"),
    ("2026-10-25 01:59:59", "2026-10-24 23:59:59", "2026-10-25", None),
    ("2026-10-25 03:00:00", "2026-10-25 02:00:00", "2026-10-25", None),
    # 02:30 does not occur: shifted forward to 03:30 summer time.
    ("2026-03-29 02:30:00", "2026-03-29 01:30:00", "2026-03-29", "missing"),
    ("2026-03-29 03:30:00", "2026-03-29 01:30:00", "2026-03-29", None),
]


def test_local_times_follow_the_zone_database(derive: Derive, tmp_path: Path) -> None:
    policy = policy_with(tmp_path / "policy", time_zone="Europe/Berlin")
    calls = "".join(f"c{number:02d},r1,{case[0]},connected,1,,\n" for number, case in enumerate(CLOCK))
    home = derive({"calls/c.csv": HEAD + calls}, "stg_calls", policy=policy)
    found = rows(
        home,
        "select cast(started_at as text), cast(started_on as text), clock "
        "from staging.stg_calls order by call_id",
    )
    assert found == [case[1:] for case in CLOCK]


def test_numbers_are_those_of_the_phonenumbers_library(derive: Derive) -> None:
    """500 Chinese mobiles and landlines in every accepted spelling, and as spreadsheets spoil them."""
    draw = random.Random(7)
    spelled: dict[str, str] = {}
    for _ in range(250):
        mobile = f"1{draw.choice('3456789')}{draw.randrange(10**9):09d}"
        fixed = draw.choice(["10", "21", "22", "755", "571", "25"])
        local = str(draw.choice("23456789")) + f"{draw.randrange(10**7):07d}"
        for national, trunk in ((mobile, mobile), (fixed + local, f"0{fixed}{local}")):
            ways = [
                trunk,
                f"+86{national}",
                f"+86 {national[:3]} {national[3:]}",
                f"0086{national}",
                f"86{national}",
                f"{trunk[:3]}-{trunk[3:7]}-{trunk[7:]}",
                f"({trunk[:4]}) {trunk[4:]}",
                trunk.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
                f"{trunk} ext 12",
                f"{trunk}转801",
                f"{trunk} 分机 801",
                f"{trunk}x9",
                f"{trunk}#9",
                f"{trunk[:4]}.{trunk[4:]}",
                f"'{trunk}",
                f'="{trunk}"',
                f"{national}.0",
                f"{national[0]}.{national[1:]}E+{len(national) - 1}",
                f"{mobile}-{draw.randrange(10**6)}" if trunk == mobile else f"{trunk[:-8]}-{trunk[-8:]}-8012",
            ]
            spelled[draw.choice(ways)] = trunk
    assert len(spelled) == 500
    quoted = [text.replace('"', '""') for text in spelled]
    lines = "".join(f'c{i},r1,2026-09-01 09:00:00,connected,1,,"{n}"\n' for i, n in enumerate(quoted))
    home = derive({"calls/c.csv": HEAD + lines}, "stg_calls")
    found = dict(rows(home, "select phone, phone_number from staging.stg_calls"))
    for text, trunk in spelled.items():
        parsed = phonenumbers.parse(trunk, "CN")
        assert found[text] == phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164), text
