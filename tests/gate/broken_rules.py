"""One way to break each declared check: file, check, SQL that breaks it, words that must be observed."""

from __future__ import annotations

DAILY = (
    "update candidate.kpi_daily set {} "
    "where subject_id = 'r1' and kpi_id = '{}' and period_start = '2026-11-02'"
)
MONTHLY = "update candidate.kpi_monthly set {} where subject_id = 'r1' and kpi_id = '{}'"
WEEKLY = "update candidate.kpi_weekly set {} where subject_id = 'r1' and kpi_id = '{}'"
SCORE = "update candidate.score_weekly set {} where subject_id = 'r1'"
FILE = "update gate.file_state set {} where name = '{}'"
NIGHT = "update gate.source_night set {} where source = 'pbx'"
VOLUME = "update gate.source_volume set {}"


def daily(change: str, kpi: str = "dials") -> str:
    return DAILY.format(change, kpi)


def weekly(change: str, kpi: str = "dials") -> str:
    return WEEKLY.format(change, kpi)


BROKEN: list[tuple[str, str, str, str]] = [
    (
        "evidence.yml",
        "targets_agree_with_days",
        "update candidate.target_day set available = 0.5 where rep_id = 'r1' and kpi_id = 'dials'",
        "rep r1, dials of 2026-11-02: target 100, its row says 50 over 1 days",
    ),
    (
        "evidence.yml",
        "targets_agree_with_days",
        "delete from candidate.target_day where rep_id = 'r2' and day = '2026-11-04'",
        "rep r2, dials of 2026-11-04: target 100, its row says nothing",
    ),
    (
        "evidence.yml",
        "targets_agree_with_days",
        "update candidate.target_day set standard = 0.6 where rep_id = 'r1' and kpi_id = 'connect_rate'",
        "rep r1, connect_rate of 2026-11-02: target 0.5, its row says 0.6 over 1 days",
    ),
    (
        "incentives.yml",
        "incentive_lines_unique",
        "update candidate.incentive_line set rule_id = 'visit', rule_line = 2, item = ''",
        "r1, 2026-11-01, s: visit  stands 2 times",
    ),
    (
        "incentives.yml",
        "incentive_lines_unique",
        "update candidate.incentive_line set rule_id = 'visit', item = '', "
        "closed_in = case line_no when 1 then 1 end",
        "r1, 2026-11-01, s: visit  stands 2 times",
    ),
    (
        "incentives.yml",
        "incentive_lines_unique",
        "update candidate.incentive_line set line_no = 1",
        "r1, 2026-11-01, s: line 1",
    ),
    (
        "incentives.yml",
        "incentive_lines_complete",
        "update candidate.incentive_line set explanation_en = '' where rule_id = 'fine'",
        "rule fine, rep r1, 2026-11-01",
    ),
    (
        "incentives.yml",
        "incentive_lines_complete",
        "update candidate.incentive_line set period_end = '2026-11-29' where rule_id = 'fine'",
        "rule fine, rep r1, 2026-11-01",
    ),
    (
        "incentives.yml",
        "incentive_totals_add_up",
        "update candidate.incentive_line set amount = 30.01 where rule_id = 'visit'",
        "rep r1, 2026-11-01: lines add up to -9.99, gross -10",
    ),
    (
        "incentives.yml",
        "incentive_totals_add_up",
        "update candidate.incentive_total set total = -10, remainder = 0",
        "total -10, remainder 0",
    ),
    (
        "incentives.yml",
        "incentive_totals_add_up",
        "delete from candidate.incentive_total",
        "rep r1, 2026-11-01: lines add up to -10",
    ),
    (
        "incentives.yml",
        "incentive_totals_add_up",
        "update candidate.incentive_total set payable = 26",
        "released 25, payable 26",
    ),
    (
        "would_change.yml",
        "closed_months_hold",
        "insert into candidate.would_change values "
        "('2026-10-01', 'rep', 'r1', 's', 'dials', 'measured', '250.0000', '251.0000', 1)",
        "2026-10-01, rep r1: measured of dials is 250.0000 and would be 251.0000",
    ),
    (
        "refused_adjustment.yml",
        "adjustments_applied",
        "insert into gate.refused_adjustment values ('a1', 'approved_by', 'r1', 'another', 'adj.csv', 2)",
        "adj.csv:2, adjustment a1: approved_by is r1, expected another",
    ),
    (
        "compliance_finding.yml",
        "findings_unique",
        "insert into candidate.compliance_finding select * from candidate.compliance_finding",
        "f-1",
    ),
    (
        "compliance_finding.yml",
        "findings_have_lineage",
        "update candidate.compliance_finding set file_id = 'gone'",
        "redial f-1 of r1, 2026-11-02, c1",
    ),
    (
        "compliance_finding.yml",
        "findings_have_lineage",
        "update candidate.compliance_finding set status = 'confirmed'",
        "redial f-1 of r1, 2026-11-02, c1",
    ),
    (
        "decisions.yml",
        "decisions_applied",
        "insert into gate.refused_decision values ('d1', 'decided_by', 'r1', 'another', 'dec.csv', 2)",
        "dec.csv:2, decision d1: decided_by is r1, expected another",
    ),
    (
        "unknown_decision.yml",
        "decisions_known",
        "insert into gate.unknown_decision values "
        "('d1', 'consequence', 'two-red', 'r1', '2026-10-01', 'dec.csv', 2)",
        "dec.csv:2, decision d1: no consequence two-red of r1, 2026-10-01",
    ),
    (
        "kpi.yml",
        "keys_unique.kpi_daily",
        "insert into candidate.kpi_daily select * from candidate.kpi_daily where subject_id = 't1' limit 1",
        "team t1, dials of 2026-11-02: 2 rows",
    ),
    ("kpi.yml", "keys_complete.kpi_weekly", weekly("kpi_id = null"), "KPI nothing"),
    ("kpi.yml", "keys_complete.kpi_weekly", weekly("kpi_id = 'calls_dreamt'"), "calls_dreamt"),
    (
        "kpi.yml",
        "keys_complete.kpi_monthly",
        "update candidate.kpi_monthly set period_end = '2026-11-06'",
        "18 in all",
    ),
    ("kpi.yml", "keys_complete.kpi_daily", daily("subject_kind = 'robot'"), "robot r1"),
    ("kpi.yml", "counts_in_range.kpi_daily", daily("measured = -1, actual = -1"), "measured -1"),
    ("kpi.yml", "counts_in_range.kpi_daily", daily("adjustment = 1"), "adjustment 1"),
    ("kpi.yml", "counts_in_range.kpi_daily", daily("actual = null"), "actual nothing"),
    (
        "kpi.yml",
        "quotients_agree.kpi_daily",
        daily("actual = 0.5", "connect_rate"),
        "measured 0.4, actual 0.5",
    ),
    (
        "kpi.yml",
        "quotients_agree.kpi_daily",
        daily("measured = 0.41, actual = 0.41", "connect_rate"),
        "measured 0.41, actual 0.41, adjustment 0, parts 2 and 5",
    ),
    ("kpi.yml", "quotients_agree.kpi_daily", daily("denominator = 0", "connect_rate"), "parts 2 and 0"),
    (
        "kpi.yml",
        "quotients_agree.kpi_daily",
        daily("numerator = null", "connect_rate"),
        "parts nothing and 5",
    ),
    ("kpi.yml", "quotients_agree.kpi_daily", daily("adjustment = 1", "connect_rate"), "adjustment 1"),
    ("kpi.yml", "quotients_agree.kpi_daily", daily("numerator = 1"), "parts 1 and nothing"),
    ("kpi.yml", "attainment_in_range.kpi_weekly", weekly("attainment = -0.1"), "attainment -0.1"),
    ("kpi.yml", "attainment_agrees.kpi_weekly", weekly("attainment = 0.06"), "25 of 500 is given as 0.06"),
    ("kpi.yml", "attainment_agrees.kpi_weekly", weekly("attainment = null"), "given as nothing"),
    ("kpi.yml", "attainment_agrees.kpi_weekly", weekly("target = 0"), "25 of 0"),
    (
        "kpi.yml",
        "attainment_agrees.kpi_weekly",
        "update policy.kpis set higher_is_better = false where kpi_id = 'dials'",
        "25 of 500",
    ),
    ("kpi.yml", "bands_agree.kpi_weekly", weekly("band = 'green'"), "0.05 is green, expected red"),
    ("kpi.yml", "bands_agree.kpi_weekly", weekly("attainment = null"), "nothing is red, expected nothing"),
    (
        "kpi.yml",
        "bands_agree.kpi_weekly",
        "update policy.bands set valid_to = '2026-11-07' where band = 'red'",
        "expected nothing",
    ),
    ("kpi.yml", "judged_at_grain.kpi_daily", daily("band = 'red'", "valid_opportunities"), "band red"),
    ("kpi.yml", "judged_at_grain.kpi_daily", daily("band = null"), "band nothing"),
    ("kpi.yml", "points_in_range.kpi_weekly", weekly("points = points + 0.001"), "points for weight 2"),
    ("kpi.yml", "points_in_range.kpi_weekly", weekly("points = null"), "nothing points"),
    ("kpi.yml", "points_in_range.kpi_weekly", weekly("weight = null"), "weight nothing"),
    (
        "kpi.yml",
        "points_in_range.kpi_weekly",
        weekly("weight = 12, points = 12, attainment = 1"),
        "12 points",
    ),
    (
        "kpi.yml",
        "points_in_range.kpi_weekly",
        "update gate.calendar_end set as_of = date '2026-11-08'; insert into policy.point_losses values "
        "('telesales-standard', 'dials', 'rep', 'week', null, 'count_at_least', 1, null, null, null)",
        "points for weight 2",
    ),
    (
        "kpi.yml",
        "minimum_agrees.kpi_weekly",
        weekly("minimum = 60, meets_minimum = true"),
        "25 against a minimum of 60",
    ),
    ("kpi.yml", "minimum_agrees.kpi_weekly", weekly("meets_minimum = false"), "minimum of nothing"),
    (
        "kpi.yml",
        "bounded_by_calls.kpi_weekly",
        weekly("measured = 99, actual = 99", "customer_coverage"),
        "99 customers behind 10 calls",
    ),
    ("kpi_daily.yml", "days_agree_with_events", daily("measured = 6"), "published 6, counted events say 5"),
    (
        "kpi_daily.yml",
        "days_agree_with_events",
        "delete from candidate.counted_event where line_no = 2",
        "say 4",
    ),
    (
        "kpi_daily.yml",
        "cases_agree_with_events",
        "update candidate.counted_event set quantity = 0, base = 0 where kpi_id = 'connect_rate' "
        "and unit_id = 'r1-0-0'",
        "rep r1, connect_rate of 2026-11-02: published 2 out of 5, counted events say 1 out of 4",
    ),
    (
        "kpi_periods.yml",
        "cases_agree_with_days.kpi_weekly",
        weekly("numerator = 11", "connect_rate"),
        "published 11 out of 25, its days 10 out of 25",
    ),
    (
        "kpi_periods.yml",
        "sums_agree_with_days.kpi_weekly",
        weekly("actual = 26"),
        "published 26, its days add up to 25",
    ),
    (
        "kpi_periods.yml",
        "sums_agree_with_days.kpi_yearly",
        "delete from candidate.kpi_yearly where subject_id = 'r1'",
        "published nothing",
    ),
    (
        "kpi_periods.yml",
        "distinct_within_days.kpi_monthly",
        MONTHLY.format("measured = 11", "customer_coverage"),
        "r1, customer_coverage, 2026-11-01: 11, its days have 2 to 10",
    ),
    (
        "kpi_periods.yml",
        "distinct_within_days.kpi_monthly",
        MONTHLY.format("measured = 1", "customer_coverage"),
        "1, its days have 2",
    ),
    (
        "score.yml",
        "keys_unique.score_weekly",
        "insert into candidate.score_weekly select * from candidate.score_weekly where subject_id = 'r1'",
        "r1",
    ),
    ("score.yml", "keys_complete.score_weekly", SCORE.format("subject_id = null"), "incomplete: rep nothing"),
    (
        "score.yml",
        "keys_complete.score_yearly",
        "delete from candidate.score_yearly where subject_id = 'r1'",
        "missing: rep r1",
    ),
    (
        "score.yml",
        "score_sums_points.score_weekly",
        SCORE.format("measured = measured + 0.0001"),
        "points add up to",
    ),
    ("score.yml", "score_sums_points.score_weekly", SCORE.format("measured = null"), "measured nothing"),
    ("score.yml", "weights_sum_to_maximum.score_weekly", weekly("weight = 1"), "9 of 10"),
    (
        "score.yml",
        "score_in_range.score_weekly",
        SCORE.format("measured = 10.0001, score = 10.0001, attainment = 1.00001"),
        "measured 10.0001",
    ),
    (
        "score.yml",
        "score_in_range.score_weekly",
        SCORE.format("measured = -1, score = -1, attainment = -0.1"),
        "score -1",
    ),
    ("score.yml", "score_in_range.score_weekly", SCORE.format("attainment = 0.9"), "attainment 0.9"),
    ("score.yml", "score_in_range.score_weekly", SCORE.format("adjustment = 0.5"), "adjustment 0.5"),
    ("score.yml", "score_in_range.score_weekly", SCORE.format("score_max = 100"), "of 100"),
    ("score.yml", "bands_agree.score_weekly", SCORE.format("band = 'green'"), "is green, expected red"),
    ("score.yml", "bands_agree.score_weekly", SCORE.format("band = null"), "is nothing, expected red"),
    ("score.yml", "ranks_agree.score_weekly", SCORE.format('"rank" = 1'), "has rank 1, expected 2"),
    ("score.yml", "ranks_agree.score_weekly", SCORE.format("score = null"), "expected nothing"),
    (
        "score.yml",
        "year_is_its_quarters.score_yearly",
        "update policy.schemes set year_from = 'quarter'; "
        "update candidate.score_quarterly set score = 1 where subject_id = 'r1'",
        "of 1 quarters that add up to 1",
    ),
    (
        "reports.yml",
        "keys_unique.weekly_report",
        "insert into candidate.weekly_report select * from candidate.weekly_report where subject_id = 'r1'",
        "r1",
    ),
    (
        "reports.yml",
        "keys_complete.weekly_report",
        "update candidate.weekly_report set period_end = null",
        "nothing",
    ),
    (
        "reports.yml",
        "report_agrees_with_score.monthly_report",
        "update candidate.monthly_report set score_band = 'green' where subject_id = 'r1'",
        "rep r1, 2026-11-01",
    ),
    (
        "reports.yml",
        "report_agrees_with_score.monthly_report",
        "delete from candidate.monthly_report where subject_id = 'r1'",
        "report says nothing",
    ),
    (
        "counted_event.yml",
        "events_unique",
        "insert into candidate.counted_event select * from candidate.counted_event where line_no = 2",
        "2 rows",
    ),
    (
        "counted_event.yml",
        "events_complete",
        "update candidate.counted_event set line_no = null where line_no = 2",
        "line nothing",
    ),
    (
        "counted_event.yml",
        "events_complete",
        "update candidate.counted_event set quantity = -1 where line_no = 2",
        "quantity -1",
    ),
    (
        "counted_event.yml",
        "events_complete",
        "update candidate.counted_event set base = null where unit_id = 'r1-0-0' and kpi_id = 'connect_rate'",
        "connect_rate, unit r1-0-0, rep r1, 2026-11-02: quantity 1, base nothing",
    ),
    (
        "counted_event.yml",
        "events_complete",
        "update candidate.counted_event set base = 1 where line_no = 2",
        "base 1",
    ),
    (
        "consequence.yml",
        "consequences_unique",
        "insert into candidate.consequence select * from candidate.consequence",
        "two-red-months",
    ),
    (
        "consequence.yml",
        "consequences_complete",
        "update candidate.consequence set rule_id = 'whim'",
        "rule whim",
    ),
    (
        "lineage_file.yml",
        "lineage_files_unique",
        "insert into candidate.lineage_file values ('f1', 'x')",
        "f1",
    ),
    (
        "lineage_file.yml",
        "lineage_files_named",
        "insert into candidate.lineage_file values (null, 'x')",
        "1 row",
    ),
    (
        "day_volume.yml",
        "missing_night",
        "update gate.day_volume set calls = 0, usual_calls = 10 where day = '2026-11-06'",
        "2026-11-06: no calls, usually 10",
    ),
    (
        "day_volume.yml",
        "missing_night",
        "update gate.day_volume set calls = 0, usual_calls = null",
        "no call on any day",
    ),
    ("day_volume.yml", "missing_night", "delete from gate.day_volume", "no call on any day"),
    (
        "day_volume.yml",
        "volume",
        "update gate.day_volume set calls_per_rep = 29.9 where day = '2026-11-06'",
        "2026-11-06: 90 calls, usually 100; per available rep 29.9, usually 50",
    ),
    (
        "day_volume.yml",
        "volume",
        "update gate.day_volume set calls_per_rep = 150.1 where day = '2026-11-06'",
        "150.1",
    ),
    (
        "unknown_rep.yml",
        "unknown_reps_listed",
        "insert into gate.unknown_rep values "
        "('r9', 'calls', 3, '2026-11-02', '2026-11-03', 'calls/a.csv', 7)",
        "rep r9: 3 calls from 2026-11-02 to 2026-11-03, first in calls/a.csv, line 7",
    ),
    (
        "unknown_rep_share.yml",
        "unknown_reps",
        "update gate.unknown_rep_share set unknown_events = 6, share = 0.06",
        "6 of 100 events",
    ),
    ("unknown_rep_share.yml", "unknown_reps", "delete from gate.unknown_rep_share", "was not measured"),
    (
        "file_state.yml",
        "rows_reconcile",
        FILE.format("rows_loaded = 94, unexplained = 1", "calls/a.csv"),
        "1 lost",
    ),
    ("file_state.yml", "rows_reconcile", FILE.format("unexplained = null", "calls/a.csv"), "nothing lost"),
    ("file_state.yml", "file_truncated", FILE.format("truncated = true", "calls/a.csv"), "breaks off"),
    (
        "file_state.yml",
        "file_unreadable",
        FILE.format("in_scope = true", "calls/old.csv"),
        "calls/old.csv (calls): corrupt",
    ),
    (
        "file_state.yml",
        "roster_shrunk",
        FILE.format("kept_keys = 6", "roster/r.csv"),
        "holds 6 of the 10 rows",
    ),
    (
        "file_state.yml",
        "refused_lines",
        FILE.format("rows_read = 399, rows_quarantined = 20", "calls/a.csv"),
        "20 of 399 lines refused",
    ),
    (
        "file_state.yml",
        "refused_lines_listed",
        FILE.format("rows_quarantined = 1", "calls/a.csv"),
        "1 of 100",
    ),
    (
        "file_state.yml",
        "file_unreadable",
        FILE.format("in_scope = true, replaced_by = 'b.csv', replacement_share = 0.4999", "calls/old.csv"),
        "calls/old.csv (calls): corrupt",
    ),
    (
        "file_state.yml",
        "file_truncated",
        FILE.format("truncated = true, replaced_by = 'b.csv', replacement_share = 0.4999", "calls/a.csv"),
        "breaks off",
    ),
    (
        "file_state.yml",
        "refused_lines",
        FILE.format("rows_read = 399, rows_quarantined = 30, rows_mended = 10", "calls/a.csv"),
        "20 of 399 lines refused",
    ),
    (
        "file_state.yml",
        "refused_lines_listed",
        FILE.format("rows_quarantined = 3, rows_mended = 2", "calls/a.csv"),
        "1 of 100",
    ),
    (
        "source_night.yml",
        "missing_source",
        NIGHT.format("is_there = false"),
        "nothing for 2026-11-06, expected by 2026-11-07 07:00; last came pbx/friday.csv, exported 2026-11-06",
    ),
    (
        "source_night.yml",
        "missing_source",
        NIGHT.format("is_there = null, last_name = null, last_exported_at = null"),
        "last came nothing yet",
    ),
    (
        "source_night.yml",
        "late_source",
        NIGHT.format("arrived_at = '2026-11-07 07:01:00', is_late = true"),
        "pbx: 2026-11-06 came at 2026-11-07 07:01, expected by 2026-11-07 07:00",
    ),
    (
        "source_volume.yml",
        "source_volume",
        VOLUME.format("rows = 49"),
        "pbx: 49 calls on 2026-11-06, usually 100 on that weekday (8 weeks)",
    ),
    ("source_volume.yml", "source_volume", VOLUME.format("rows = 301"), "pbx: 301 calls"),
    (
        "new_column.yml",
        "new_columns",
        "insert into gate.new_column values ('pbx', 'calls', 'pbx/new.csv', 'queue, tag')",
        "pbx/new.csv (pbx): queue, tag",
    ),
    (
        "unmapped_value.yml",
        "unmapped_values",
        "insert into gate.unmapped_value values ('calls', 'disposition', '接通', 4, 'calls/a.csv', 3)",
        "calls.disposition '接通': 4 rows, first in calls/a.csv, line 3",
    ),
    (
        "merge_cycle.yml",
        "merge_cycles",
        "insert into gate.merge_cycle values ('customer', 'c7')",
        "customer c7",
    ),
    (
        "contradiction_kind.yml",
        "contradictions",
        "insert into gate.contradiction_kind values ('ended before it started', 'pbx', 3, 'calls/a.csv', 7)",
        "ended before it started: 3 legs of pbx, first in calls/a.csv, line 7",
    ),
    (
        "masked_number.yml",
        "masked_numbers",
        "update gate.masked_number set masked = 3, share = 0.03 where source = 'calls'",
        "calls: 3 of 100 numbers are masked (share 0.03)",
    ),
    (
        "shared_number.yml",
        "shared_numbers",
        "insert into gate.shared_number values ('138****0000', 3, 2)",
        "138****0000: 3",
    ),
    (
        "left_out.yml",
        "left_out_listed",
        "insert into gate.left_out values ('an own confirmation', 2, 'o.csv', 7)",
        "an own confirmation (2, first o.csv:7)",
    ),
    (
        "clock_change.yml",
        "clock_changes",
        "insert into gate.clock_change values ('calls', 'c.csv', 3, 1)",
        "c.csv: 3 ambiguous, 1 skipped",
    ),
    (
        "calendar_end.yml",
        "calendar_end",
        "update gate.calendar_end set as_of = '2027-01-01'",
        "calendar ends 2026-12-31",
    ),
    ("calendar_end.yml", "calendar_end", "delete from gate.calendar_end", "not looked up"),
    ("missing_rep.yml", "every_rep_present", "insert into gate.missing_rep values ('r3')", "rep r3"),
]

AT_THE_EDGE: list[tuple[str, str, str]] = [
    (
        "score.yml",
        "bands_agree.score_weekly",
        SCORE.format("measured = null, score = null, attainment = null, band = null"),
    ),
    (
        "score.yml",
        "bands_agree.score_weekly",
        SCORE.format("adjustment = -9, score = measured - 9, attainment = -0.1, band = 'red'"),
    ),
    (
        "masked_number.yml",
        "masked_numbers",
        "insert into gate.masked_number values ('pbx', 50, 1, 0.02), ('lobby', 19, 3, 0.157895)",
    ),
    (
        "day_volume.yml",
        "missing_night",
        "update gate.day_volume set calls = 0, usual_calls = 9.9 where day = '2026-11-06';"
        "insert into gate.day_volume values ('2026-11-04', true, false, 5, 2, 9.9, 5, 2.5, 20)",
    ),
    ("day_volume.yml", "volume", "update gate.day_volume set calls_per_rep = 30 where day = '2026-11-06'"),
    ("day_volume.yml", "volume", "update gate.day_volume set calls_per_rep = 150 where day = '2026-11-06'"),
    ("day_volume.yml", "volume", "update gate.day_volume set calls_per_rep = 1, history_days = 9"),
    ("day_volume.yml", "volume", "update gate.day_volume set calls_per_rep = 1, usual_calls = 49"),
    ("day_volume.yml", "volume", "update gate.day_volume set calls_per_rep = 1, is_working_day = false"),
    ("file_state.yml", "roster_shrunk", FILE.format("earlier_keys = 3, kept_keys = 0", "roster/r.csv")),
    ("file_state.yml", "refused_lines", FILE.format("rows_read = 20, rows_quarantined = 19", "calls/a.csv")),
    ("file_state.yml", "refused_lines", FILE.format("rows_read = 400, rows_quarantined = 20", "calls/a.csv")),
    (
        "file_state.yml",
        "file_unreadable",
        FILE.format("in_scope = true, replaced_by = 'b.csv', replacement_share = 0.5", "calls/old.csv"),
    ),
    (
        "file_state.yml",
        "file_truncated",
        FILE.format("truncated = true, replacement_share = 0.5", "calls/a.csv"),
    ),
    (
        "file_state.yml",
        "refused_lines",
        FILE.format("rows_read = 399, rows_quarantined = 20, rows_mended = 1", "calls/a.csv"),
    ),
    (
        "file_state.yml",
        "refused_lines_listed",
        FILE.format("rows_quarantined = 2, rows_mended = 2", "calls/a.csv"),
    ),
    ("source_night.yml", "missing_source", NIGHT.format("is_there = false, is_expected = false")),
    ("source_night.yml", "late_source", NIGHT.format("arrived_at = due_at")),
    ("source_volume.yml", "source_volume", VOLUME.format("rows = 50")),
    ("source_volume.yml", "source_volume", VOLUME.format("rows = 300")),
    ("source_volume.yml", "source_volume", VOLUME.format("rows = 0, history_days = 3")),
    ("source_volume.yml", "source_volume", VOLUME.format("rows = 0, usual_rows = 49.9")),
    ("source_volume.yml", "source_volume", VOLUME.format("rows = 0, is_judged = false")),
    ("unknown_rep_share.yml", "unknown_reps", "update gate.unknown_rep_share set events = 0, share = null"),
    ("calendar_end.yml", "calendar_end", "update gate.calendar_end set as_of = '2026-12-31'"),
]
