"""Pay, findings and a decision, so that whatever is done with these publications is done with them, too."""

from __future__ import annotations

import csv
from hashlib import sha256
from pathlib import Path

from tests.end_to_end.site import FIRST_NIGHT, SecondNight

PAY = """rule_id,scheme_id,kind,kpi_id,rate,event,says_zh,says_en
reached,telesales-standard,per_unit,successful_calls,2,,每通成功电话2元,2 yuan per successful call
late,telesales-standard,per_finding,,5,outside-hours,每通非规定时间电话扣5元,5 yuan off per call after hours
"""
PAID = "select count(*) from incentive_line where rule_id = 'reached' and amount > 0"
FINED = "select count(*) from incentive_line where rule_id = 'late' and amount = -5"
CONFIRMED = "select count(*) from compliance_finding where status = 'confirmed' and decided_by = 'the boss'"


def confirm_a_late_call(exports: Path) -> None:
    """Add the export of the first night's decisions: the first call after six was one."""
    rows = [
        row
        for path in sorted(exports.glob("calls/**/*.csv"))
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
        if not row["direction"] and not row["linked_id"] and row["started_at"][11:] >= "18:00:00"
    ]
    call = min(rows, key=lambda row: row["started_at"])
    reference = "f-" + sha256(f"outside-hours:call:{call['call_id']}".encode()).hexdigest()[:24]
    path = exports / "decisions" / FIRST_NIGHT[:7] / f"decisions_{FIRST_NIGHT}T2100.csv"
    path.parent.mkdir(parents=True)
    path.write_text(
        "decision_id,about,subject_id,reference,period_start,decision,decided_by,decided_at,reason\n"
        f"e1,finding,{call['rep_id']},{reference},,confirmed,the boss,{FIRST_NIGHT} 18:00:00,seen\n",
        encoding="utf-8",
    )


def assert_there(second_night: SecondNight) -> None:
    """Somebody is paid, somebody is fined for a finding that a person confirmed."""
    ask = second_night.site.query
    assert ask(PAID)[0][0] > 0
    assert (ask(FINED), ask(CONFIRMED)) == ([(1,)], [(1,)])
