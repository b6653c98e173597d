"""Every cause by its name: one thing changes, the restated values and their cause are written by hand."""

from __future__ import annotations

from tests.restatement.world import MONDAY, SUNDAY, TUESDAY, World, sha


def test_nothing_is_restated_on_the_first_night_nor_where_nothing_changed(world: World) -> None:
    assert world.restated() == []
    world.night()
    assert world.restated() == []


def test_late_rows(world: World) -> None:
    world.event("c9", world_file(world, "calls/late.csv"))
    world.day["actual"], world.week["actual"], world.site["actual"] = 3, 3, 4
    world.score["score"], world.score["rank"], world.other["rank"] = "1.5", 2, 1
    world.night()
    late = ("late rows", "calls/late.csv")
    assert world.restated() == [
        ("kpi_daily", "R1", "actual", "2.0000", "3.0000", *late),
        ("kpi_weekly", "R1", "actual", "2.0000", "3.0000", *late),
        ("kpi_weekly", "all", "actual", "3.0000", "4.0000", *late),
        ("score_weekly", "R1", "rank", "1", "2", *late),
        ("score_weekly", "R1", "score", "1.0000", "1.5000", *late),
        ("score_weekly", "R2", "rank", "2", "1", *late),
    ]


def test_a_scheme_that_judges_days_alone(world: World) -> None:
    for row in world.rows["rep_day"]:
        row["schemes"] = "s;d"
    day = world.kpi("kpi_daily", MONDAY, MONDAY, "rep", "R1", scheme_id="d", actual=2)
    world.night()
    world.event("c9", world_file(world, "calls/late.csv"))
    day["actual"] = 3
    world.night()
    assert world.restated("scheme_id", "column_name", "cause", "first_source_file") == [
        ("d", "actual", "late rows", "calls/late.csv")
    ]


def world_file(world: World, name: str, exported_at: str = "2026-09-20T00:00:00") -> str:
    world.file(name, exported_at)
    return name


def test_the_earliest_of_several_files_is_named(world: World) -> None:
    world.event("c9", world_file(world, "calls/a.csv", "2026-09-22T00:00:00"))
    world.event("c8", world_file(world, "calls/z.csv", "2026-09-21T00:00:00"))
    world.day["actual"] = 4
    world.night()
    assert world.restated("cause", "first_source_file") == [("late rows", "calls/z.csv")]


def test_a_corrected_call_that_moves_to_another_day_restates_both(world: World) -> None:
    moved = world.rows["counted_event"][1]
    moved |= {"day": TUESDAY, "file_id": sha(world_file(world, "calls/fix.csv"))}
    world.day["actual"] = 1
    world.kpi("kpi_daily", TUESDAY, TUESDAY, "rep", "R1", actual=1)
    world.night()
    corrected = ("corrected rows", "calls/fix.csv")
    assert world.restated(
        "period_start", "change", "column_name", "old_value", "new_value", "cause", "first_source_file"
    ) == [
        (MONDAY, "changed", "actual", "2.0000", "1.0000", *corrected),
        (TUESDAY, "appeared", "actual", None, "1.0000", *corrected),
    ]


def test_a_deleted_call_is_a_correction(world: World) -> None:
    gone = world.rows["counted_event"].pop(1)
    world.add(
        "excluded_event", entity="calls", unit_id="c2", rep_id="R1", day=MONDAY, reason="deleted",
        kpi_id="dials",
        file_id=sha(world_file(world, "calls/deleted.csv")), line_no=2,
    )  # fmt: skip
    assert gone["unit_id"] == "c2"
    world.day["actual"] = 1
    world.night()
    assert world.restated("cause", "first_source_file") == [("corrected rows", "calls/deleted.csv")]


def test_a_case_that_is_none_any_more_is_told_by_its_file(world: World) -> None:
    """A quotient's event whose quantity stays and whose base does not."""
    case = world.event("q1", "calls/0907.csv", kpi_id="connect_rate", quantity=0, base=1)
    rate = world.kpi("kpi_daily", MONDAY, MONDAY, "rep", "R1", kpi_id="connect_rate", denominator=1)
    world.kpi("kpi_weekly", MONDAY, SUNDAY, "rep", "R1", kpi_id="connect_rate")
    world.night()
    case |= {"base": 0, "file_id": sha(world_file(world, "calls/fix.csv"))}
    rate["denominator"] = 0
    world.night()
    assert world.restated("column_name", "cause", "first_source_file") == [
        ("denominator", "corrected rows", "calls/fix.csv")
    ]


def test_a_merge_is_identity(world: World) -> None:
    """Two customers were one: the line of the second call counts the first customer now."""
    for line, customer in ((2, "A"), (3, "B")):
        world.event(f"s{line}", "calls/0907.csv", kpi_id="successful_calls", line_no=line)
        world.event(customer, "calls/0907.csv", kpi_id="customer_coverage", unit="customer", line_no=line)
    cover = world.kpi(
        "kpi_monthly", "2026-09-01", "2026-09-30", "rep", "R1", kpi_id="customer_coverage", actual=2
    )
    world.night()
    world.rows["counted_event"].pop()
    cover["actual"] = 1
    world_file(world, "customers/merges.csv")
    world.night()
    assert world.restated() == [
        ("kpi_monthly", "R1", "actual", "2.0000", "1.0000", "identity", "customers/merges.csv")
    ]


def test_a_new_team_in_the_past_is_roster_for_the_teams_and_nothing_for_the_rep(world: World) -> None:
    for row in world.rows["rep_day"]:
        if row["rep_id"] == "R1":
            row |= {"team_id": "T2", "file_id": sha("roster/new.csv")}
    world_file(world, "roster/new.csv")
    world.team |= {"actual": 1, "target": 20}
    world.kpi("kpi_weekly", MONDAY, SUNDAY, "team", "T2", actual=2, target=20)
    world.kpi("kpi_weekly", MONDAY, SUNDAY, "team", "T2", kpi_id="talk_time", actual=0)
    world.night()
    assert world.restated("subject_id", "column_name", "cause", "first_source_file") == [
        ("T1", "actual", "roster", "roster/new.csv"),
        ("T1", "target", "roster", "roster/new.csv"),
        ("T2", "actual", "roster", "roster/new.csv"),
        ("T2", "target", "roster", "roster/new.csv"),
        ("T2", "actual", "roster", "roster/new.csv"),
    ]


def test_a_manager_left_and_a_manager_joined_are_told_by_the_roster(world: World) -> None:
    """R1's Monday goes from M1 to M2, who is judged by another scheme than R1."""
    for row in world.rows["rep_day"]:
        row["manager_id"] = "M1"
    rows = {
        manager: world.kpi(
            "kpi_weekly", MONDAY, SUNDAY, "manager", manager, scheme_id="m", actual=2, target=20
        )
        for manager in ("M1", "M2")
    }
    world.night()
    moved = {"manager_id": "M2", "file_id": sha(world_file(world, "roster/moved.csv"))}
    next(row for row in world.rows["rep_day"] if (row["rep_id"], row["day"]) == ("R1", MONDAY)).update(moved)
    rows["M1"]["target"], rows["M2"]["target"], rows["M2"]["actual"] = 10, 30, 4
    world.night()
    told = ("roster", "roster/moved.csv")
    assert world.restated("subject_id", "column_name", "cause", "first_source_file") == [
        ("M1", "target", *told),
        ("M2", "actual", *told),
        ("M2", "target", *told),
    ]


def test_what_a_manager_did_is_told_by_its_file(world: World) -> None:
    """R2 is judged as a manager by what R2 did, too."""
    mine = world.kpi("kpi_weekly", MONDAY, SUNDAY, "manager", "R2", scheme_id="m", actual=1)
    world.night()
    world.event("c9", world_file(world, "calls/late.csv"), rep="R2", day=TUESDAY)
    mine["actual"] = 2
    world.night()
    assert world.restated("subject_kind", "cause", "first_source_file") == [
        ("manager", "late rows", "calls/late.csv")
    ]


def test_leave_that_comes_late_moves_the_target_alone(world: World) -> None:
    world.rows["rep_day"][0] |= {"leave_fraction": "0.5", "leave_lines": f"{sha('leave/l.csv')}:2"}
    world_file(world, "leave/l.csv")
    world.event("c9", world_file(world, "calls/late.csv"))
    world.day |= {"actual": 3, "target": 5, "attainment": "0.6"}
    world.night()
    assert world.restated("column_name", "cause", "first_source_file") == [
        ("actual", "late rows", "calls/late.csv"),
        ("attainment", "late rows", "calls/late.csv"),
        ("target", "late rows", "leave/l.csv"),
    ]


def test_an_excused_day_is_policy_with_its_line(world: World) -> None:
    world.rows["rep_day"][0] |= {"excused_fraction": 1, "excused_lines": "4"}
    world.add("dim_policy", file="excused_days.csv", line_no=4, content=f'{{"date":"{MONDAY}","line_no":4}}')
    world.day["target"] = 0
    world.night()
    assert world.restated("column_name", "cause", "first_source_file") == [
        ("target", "policy", "excused_days.csv:4")
    ]


def test_a_holiday_is_calendar_with_its_line(world: World) -> None:
    world.rows["rep_day"][0] |= {"is_working_day": False, "is_due": False, "day_reason": "holiday"}
    world.add("dim_policy", file="calendar.csv", line_no=9, content=f'{{"date":"{MONDAY}","line_no":9}}')
    world.day["target"] = 0
    world.week["target"] = 10
    world.night()
    assert world.restated("table_name", "column_name", "cause", "first_source_file") == [
        ("kpi_daily", "target", "calendar", "calendar.csv:9"),
        ("kpi_weekly", "target", "calendar", "calendar.csv:9"),
    ]


def test_a_target_is_policy_with_its_line(world: World) -> None:
    world.add("dim_policy", file="targets.csv", line_no=7, content='{"standard":20,"line_no":7}')
    for row in world.rows["target_day"]:
        row |= {"standard": 20, "target_line": 7}
    world.day["target"] = 20
    world.night()
    assert world.restated("subject_id", "column_name", "cause", "first_source_file") == [
        ("R1", "target", "policy", "targets.csv:7")
    ]


def test_a_season_is_policy_with_its_line(world: World) -> None:
    content = '{"factor":2,"line_no":3}'
    world.add("dim_policy", file="season_factors.csv", line_no=3, content=content)
    for row in world.rows["target_day"]:
        row |= {"season_factor": 2, "season_line": 3}
    world.day["target"] = 20
    world.night()
    assert world.restated("subject_id", "column_name", "cause", "first_source_file") == [
        ("R1", "target", "policy", "season_factors.csv:3")
    ]


def test_a_number_that_a_kpi_counts_by_is_policy_for_that_kpi_alone(world: World) -> None:
    """Effective calls ask more talk; another KPI's parameter, new as well, is no cause of it."""
    world.event("e1", "calls/0907.csv", kpi_id="effective_calls")
    row = world.kpi("kpi_daily", MONDAY, MONDAY, "rep", "R1", kpi_id="effective_calls", actual=1)
    world.night()
    world.rows["counted_event"].pop()
    row["actual"] = 0
    for line, kpi in ((3, "churn_rate"), (4, "effective_calls")):
        content = f'{{"kpi_id":"{kpi}","line_no":{line}}}'
        world.add("dim_policy", file="kpi_parameters.csv", line_no=line, content=content)
    world.night()
    assert world.restated("column_name", "cause", "first_source_file") == [
        ("actual", "policy", "kpi_parameters.csv:4")
    ]


def test_any_customer_of_a_call_came_as_the_call_did(world: World) -> None:
    file = world_file(world, "calls/late.csv")
    row = world.kpi("kpi_daily", MONDAY, MONDAY, "rep", "R1", kpi_id="customers_handled", actual=0)
    world.night()
    world.event("c9", file, line_no=7)
    world.event("A", file, kpi_id="customers_handled", unit="customer", line_no=7)
    row["actual"] = 1
    world_file(world, "customers/others.csv")
    world.file("calls/late2.csv", "2026-09-21T00:00:00")
    world.rows["counted_event"][-2]["file_id"] = world.rows["counted_event"][-1]["file_id"] = sha(
        "calls/late2.csv"
    )
    world.night()
    causes = world.restated("column_name", "cause", "first_source_file")
    assert ("actual", "late rows", "calls/late2.csv") in causes


def test_rows_that_only_moved_in_the_policy_are_no_cause(world: World) -> None:
    """A comment line above: every line number differs, no content; the actual changed by a late call."""
    for row in world.rows["dim_policy"]:
        row |= {"line_no": row["line_no"] + 1, "content": row["content"].replace('"line_no":', '"line_no":1')}
    for row in world.rows["target_day"]:
        row["target_line"] = 3
    world.event("c9", world_file(world, "calls/late.csv"))
    world.day |= {"actual": 3, "attainment": "0.3"}
    world.night()
    assert {row[0] for row in world.restated("cause")} == {"late rows"}


def test_weights_are_policy_with_their_line(world: World) -> None:
    for row in world.rows["weight_day"]:
        row |= {"points": 5, "line_no": 4}
    world.add("dim_policy", file="weights.csv", line_no=4, content='{"points":5,"line_no":4}')
    world.score["score"] = 2
    world.night()
    assert world.restated("column_name", "cause", "first_source_file") == [
        ("score", "policy", "weights.csv:4")
    ]


def test_bands_are_policy_with_their_line(world: World) -> None:
    world.add(
        "dim_policy", file="bands.csv", line_no=5, content='{"scheme_id":"s","band":"amber","line_no":5}'
    )
    world.score["band"] = "amber"
    world.night()
    assert world.restated("column_name", "cause", "first_source_file") == [("band", "policy", "bands.csv:5")]


def test_points_lost_by_a_rule_are_policy_with_its_line(world: World) -> None:
    world.add(
        "dim_policy",
        file="point_losses.csv",
        line_no=2,
        content='{"scheme_id":"s","kpi_id":"work_logs","line_no":2}',
    )
    world.score["score"] = 2
    world.score["band"] = "amber"
    world.night()
    assert world.restated("column_name", "cause", "first_source_file") == [
        ("band", "policy", "point_losses.csv:2"),
        ("score", "policy", "point_losses.csv:2"),
    ]


def test_an_adjustment_of_a_day_and_one_of_a_score(world: World) -> None:
    file = sha(world_file(world, "adjustments/appeal-000001.csv"))
    known = {
        "subject_kind": "rep",
        "subject_id": "R1",
        "period_start": MONDAY,
        "scheme_id": "s",
        "file_id": file,
    }
    world.add("adjustment", adjustment_id="a1", **known, grain="day", kpi_id="dials", delta=3, line_no=2)
    world.day |= {"actual": 5, "adjustment": 3}
    world.team["actual"] = 6
    world.night()
    assert world.restated("subject_id", "column_name", "cause", "first_source_file") == [
        ("R1", "actual", "adjustment", "adjustments/appeal-000001.csv"),
        ("R1", "adjustment", "adjustment", "adjustments/appeal-000001.csv"),
        ("T1", "actual", "adjustment", "adjustments/appeal-000001.csv"),
    ]
    file = sha(world_file(world, "adjustments/appeal-000002.csv"))
    world.add(
        "adjustment",
        adjustment_id="a2",
        **known | {"file_id": file},
        grain="week",
        kpi_id="score",
        delta=1,
        line_no=2,
    )
    world.score["score"] = 2
    world.night()
    assert world.restated("table_name", "column_name", "cause", "first_source_file") == [
        ("score_weekly", "score", "adjustment", "adjustments/appeal-000002.csv")
    ]


def test_what_nothing_explains_is_the_code_with_its_version(world: World) -> None:
    world.day["attainment"] = "0.3"
    world.night(project_hash="f" * 64)
    assert world.restated("column_name", "cause", "first_source_file") == [
        ("attainment", "code", "scoreline 0.1.0 (ffffffff)")
    ]


def test_what_nothing_on_record_explains_is_called_so(world: World) -> None:
    """The row of another KPI or scheme, one that holds from later on, any new file: none is guessed at."""
    world_file(world, "calls/late.csv")
    rows = (
        ("targets.csv", '{"scheme_id":"s","kpi_id":"talk_time","standard":20,"line_no":20}'),
        ("targets.csv", '{"scheme_id":"s","kpi_id":"dials","valid_from":"2026-09-21","line_no":21}'),
        ("bands.csv", '{"scheme_id":"t","band":"amber","line_no":22}'),
        ("settings.csv", '{"name":"retention_nights","value":"90","line_no":23}'),
        ("permitted_hours.csv", '{"day_kind":"any","line_no":24}'),
    )
    for line, (file, content) in enumerate(rows, 20):
        world.add("dim_policy", file=file, line_no=line, content=content)
    world.day |= {"attainment": "0.3", "band": "amber"}
    world.night()
    assert world.restated("column_name", "cause", "first_source_file") == [
        ("attainment", "unexplained", ""),
        ("band", "unexplained", ""),
    ]


def test_a_row_of_the_policy_that_bears_on_the_number_is_its_cause_where_no_day_tells(world: World) -> None:
    """As where an older version published no targets by day: the row of the KPI and of its time is named."""
    target = '{"scheme_id":"s","kpi_id":"dials","valid_from":"2026-09-01","standard":20,"line_no":7}'
    world.add("dim_policy", file="targets.csv", line_no=7, content=target)
    world.day |= {"target": 20, "meets_minimum": False, "weight": 3}
    world.week["measured"] = False
    world.night()
    assert world.restated("column_name", "cause", "first_source_file") == [
        ("meets_minimum", "policy", "targets.csv:7"),
        ("target", "policy", "targets.csv:7"),
        ("weight", "policy", "targets.csv:7"),
        ("measured", "unexplained", ""),
    ]


def test_no_policy_moves_a_closed_month(world: World) -> None:
    """Where its frozen file was edited, a policy that changed in the same night is not to blame."""
    closed = {"month_start": "2026-09-01", "closed_in": 1, "closed_by": "li", "policy_hash": "p"}
    world.add("closed_month", **closed, sha256="h")
    world.night()
    band = '{"scheme_id":"s","band":"amber","line_no":5}'
    world.add("dim_policy", file="bands.csv", line_no=5, content=band)
    world.add("dim_policy", file="schemes.csv", line_no=6, content='{"scheme_id":"s","line_no":6}')
    world.score |= {"band": "amber", "score": 2, "rank": 2}
    world.night()
    assert {row[0] for row in world.restated("cause")} == {"unexplained"}


def test_several_causes_stand_in_their_order(world: World) -> None:
    world.add("dim_policy", file="targets.csv", line_no=7, content='{"standard":20,"line_no":7}')
    world.rows["target_day"][0] |= {"standard": 20, "target_line": 7}
    world.event("c9", world_file(world, "calls/late.csv"))
    world.day |= {"actual": 3, "target": 20, "attainment": "0.15"}
    world.night()
    assert world.restated("column_name", "cause", "first_source_file") == [
        ("actual", "late rows", "calls/late.csv"),
        ("attainment", "late rows;policy", "calls/late.csv"),
        ("target", "policy", "targets.csv:7"),
    ]
