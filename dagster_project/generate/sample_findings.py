"""What the sample shows of compliance: a handful of findings of each kind, and what a person decided.

The generated company calls after hours, redials and calls whoever asked for rest as chance has it. Here all
but a few of these are made harmless, without changing what any call counts for.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta

Rows = list[dict[str, str]]

EVENING = "18:00:00"
SHOWN_LATE = 40
SHOWN_SHORT = 70
SHOWN_REDIALS = 8
SHOWN_UNWANTED = 70
"""One in so many stays."""
SHORT_SECONDS, REDIAL_SECONDS = 10, 180
DECIDED = date(2026, 10, 9)


def few_findings_of_calls(nights: dict[date, Rows]) -> None:
    """Calls begin earlier, last longer or follow later where the policy would list them, but for a few."""
    seen = dict.fromkeys(("late", "short", "redial"), 0)
    for rows in nights.values():
        last: dict[tuple[str, str], datetime] = {}
        for row in rows:
            if row["direction"]:
                continue
            if row["started_at"][11:] >= EVENING and not _shown(seen, "late", SHOWN_LATE):
                _start(row, -timedelta(minutes=70))
            if _is_short(row) and not _shown(seen, "short", SHOWN_SHORT):
                row["talk_seconds"] = str(int(row["talk_seconds"]) + 27)
            number = (row["rep_id"], row["phone"][-11:])
            again = last.get(number)
            soon = again is not None and _moment(row) - again <= timedelta(seconds=REDIAL_SECONDS)
            if soon and not _shown(seen, "redial", SHOWN_REDIALS):
                _start(row, timedelta(seconds=REDIAL_SECONDS + 20))
            last[number] = _moment(row)


def few_unwanted_calls(nights: dict[date, Rows]) -> None:
    """Hardly anybody asks not to be called."""
    seen = {"unwanted": 0}
    for rows in nights.values():
        rows[:] = [
            row for row in rows if row["do_not_call"] != "true" or _shown(seen, "unwanted", SHOWN_UNWANTED)
        ]


def decisions() -> Rows:
    """One consequence and one finding confirmed, one of each dismissed."""
    false, true = _finding("a260928-0008"), _finding("a260929-0027")
    told = (
        ("consequence", "r01", "bonus-candidate", "2026-09-01", "confirmed", "八单成交，名单属实"),
        ("consequence", "r11", "log-incomplete", "2026-07-01", "dismissed", "当天系统停机，日志写在纸上"),
        ("finding", "r08", false, "", "confirmed", "客户说没有接到电话"),
        ("finding", "r05", true, "", "dismissed", "用客户的座机拨打"),
    )
    columns = ("about", "subject_id", "reference", "period_start", "decision", "reason")
    return [
        {"decision_id": f"e{number:03}", **dict(zip(columns, cells, strict=True)), "decided_by": "g01"}
        | {"decided_at": f"{DECIDED} {9 + number}:00:00"}
        for number, cells in enumerate(told, start=1)
    ]


def _finding(activity: str) -> str:
    """The id under which a claim without a call is listed."""
    return "f-" + hashlib.sha256(f"unverified-claim:activity:{activity}".encode()).hexdigest()[:24]


def _shown(seen: dict[str, int], kind: str, every: int) -> bool:
    seen[kind] += 1
    return seen[kind] % every == 1


def _is_short(row: dict[str, str]) -> bool:
    """Reached somebody who may be the key person, in a few seconds."""
    reached = row["disposition"] == "connected" and row["result"] in ("", "none", "key_person")
    return reached and int(row["talk_seconds"]) < SHORT_SECONDS


def _moment(row: dict[str, str]) -> datetime:
    return datetime.fromisoformat(row["started_at"])


def _start(row: dict[str, str], by: timedelta) -> None:
    row["started_at"] = str(_moment(row) + by)
