"""The sample that ships is the one that its command makes, and its story happens."""

from __future__ import annotations

import csv
import gzip
from fractions import Fraction
from pathlib import Path

import pytest

from dagster_project.generate.sample import make_sample
from dagster_project.generate.sample_people import CHEN, HUANG, LI, PEOPLE, WU, ZHAO
from dagster_project.home import PROJECT
from tests.generate.story import Story

LANDING = PROJECT / "samples" / "landing"
RED_BELOW = Fraction(6)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file by its path, unpacked: how tightly a file is packed may differ between builds of zlib."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            found[str(path.relative_to(folder))] = gzip.decompress(data) if path.suffix == ".gz" else data
    return found


@pytest.fixture(scope="module")
def story() -> Story:
    return Story(LANDING)


def test_the_committed_files_are_what_the_command_makes(tmp_path: Path) -> None:
    make_sample(tmp_path / "landing")
    made, committed = contents(tmp_path / "landing"), contents(LANDING)
    assert sorted(made) == sorted(committed)
    assert [name for name in made if made[name] != committed[name]] == []


def test_the_sample_is_small() -> None:
    assert sum(path.stat().st_size for path in (PROJECT / "samples").rglob("*") if path.is_file()) < 2_000_000


def test_one_rep_alone_is_red_in_two_months_running(story: Story) -> None:
    red = [
        (rep, month)
        for rep, person in enumerate(PEOPLE)
        for month in (7, 8, 9)
        if person.dials[month - 7] and story.month(rep, month).score < RED_BELOW
    ]
    assert red == [(LI, 8), (LI, 9), (HUANG, 7), (HUANG, 9), (WU, 9)]


def test_one_rep_alone_earns_the_bonus(story: Story) -> None:
    months = {
        (rep, month): story.month(rep, month)
        for rep, person in enumerate(PEOPLE)
        for month in (7, 8, 9)
        if person.dials[month - 7]
    }
    above = {key for key, value in months.items() if value.potential > value.available}
    assert above == {(CHEN, 9), (ZHAO, 9)}
    assert months[CHEN, 9].orders > 0
    assert months[ZHAO, 9].orders == 0


def test_late_calls_come_in_a_file_of_their_own(story: Story) -> None:
    late = "from calls where filename like '%calls_late_2026-09-03T0815%'"
    assert story.number(f"select count(*) {late}") == 93
    assert story.number(f"select count(*) {late} and rep_id = 'r08' and started_at[:10] = '2026-08-27'") == 93
    assert (
        story.number("select count(*) from calls where rep_id = 'r08' and started_at[:10] = '2026-08-27'")
        == 93
    )


def test_three_calls_are_corrected(story: Story) -> None:
    corrected = "from calls where filename like '%correction%'"
    rows = story.connection.execute(f"select call_id, result {corrected} order by 1").fetchall()
    assert rows == [
        ("260915-0093", "wrong_number"),
        ("260915-0214", "key_person"),
        ("260915-0282", "other_person"),
    ]


def test_one_export_is_delivered_twice() -> None:
    folder = LANDING / "calls" / "2026-09"
    first, again = (folder / f"calls_2026-09-10T{at}.csv.gz" for at in ("2100", "2230"))
    assert first.read_bytes() == again.read_bytes()


def test_a_merge_makes_one_customer_of_two(story: Story) -> None:
    """c3000 was entered twice; the rep reached both records in August."""
    merged = story.number("select count(*) from merged where customer_id = 'c3000' and final = 'c2999'")
    assert merged == 1
    reached = "select count(distinct customer) from call where successful and rep_id = 'r07' and month = 8"
    assert story.number(reached) == 328
    assert story.number(f"{reached} and customer <> 'c2999'") == 327


def test_work_follows_the_calendar_of_china(story: Story) -> None:
    day = "select count(*) from calls where started_at[:10] = ?"
    assert story.number(day, "2026-09-25") == 0
    assert story.number(day, "2026-09-20") > 0


def test_compliance_finds_a_handful_of_each_kind(story: Story) -> None:
    outbound = "from calls where direction is null and started_at[12:]"
    assert story.number(f"select count(*) {outbound} >= '18:00:00'") == 5
    brief = "disposition = 'connected' and coalesce(result, 'none') in ('none', 'key_person')"
    assert story.number(f"select count(*) {outbound} < '24' and {brief} and talk_seconds::int < 10") == 8
    assert story.number("select count(*) from customers where do_not_call = 'true'") == 1
    soon = """
        select count(*) from (
            select epoch(started_at::timestamp) - lag(epoch(started_at::timestamp)) over (
                partition by rep_id, right(phone, 11), started_at[:10] order by started_at
            ) as seconds from (select distinct on (call_id) * from calls) where direction is null
        ) where seconds <= 180
    """
    assert story.number(soon) == 5


def test_a_person_confirmed_and_dismissed_one_of_each() -> None:
    (file,) = (LANDING / "decisions").rglob("*.csv")
    told = [row[1:3] + row[4:6] for row in csv.reader(file.read_text(encoding="utf-8").splitlines())]
    assert [(about, subject, decision) for about, subject, _, decision in told[1:]] == [
        ("consequence", "r01", "confirmed"),
        ("consequence", "r11", "dismissed"),
        ("finding", "r08", "confirmed"),
        ("finding", "r05", "dismissed"),
    ]
