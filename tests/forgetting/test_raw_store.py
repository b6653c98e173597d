"""What becomes of the raw store when a customer in it is forgotten, and when they land again."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from dagster_project.errors import ScorelineError, UsageError
from dagster_project.forgetting import run
from dagster_project.forgetting.overlay import read_overlay
from dagster_project.forgetting.pending import redo
from dagster_project.home import Home
from dagster_project.ingest.kept import suspected
from dagster_project.ingest.ledger import current_files
from dagster_project.ingest.mend import take_away_damaged
from dagster_project.ingest.original import reopened
from dagster_project.record import log
from tests.forgetting.traces import found_in
from tests.ingest.site import Site

CUSTOMERS = """customer_id,name,merged_into,is_capable,Chef
cust-4711,"Anna's Bäckerei
und Café",,true,Anna Zeisig
cust-4712,Anna Z.,cust-4711,,
cust-0815,Other GmbH,,true,
"""
CONTACTS = """contact_id,customer_id,name,mobile,email,is_decision_maker
cont-77,cust-4711,安娜,13800138000,anna@zeisig.example,true
cont-78,cust-0815,Otto,13900139000,otto@example.com,true
"""
CALLS = """call_id,rep_id,started_at,disposition,phone,customer_id,contact_id
k1,r1,2026-09-01 09:30:00,connected,+86 138 0013 8000,,
k2,r1,2026-09-01 09:31:00,connected,,cust-4712,
k3,r1,2026-09-01 09:32:00,connected,0086-138-00138000,cust-0815,
k4,r1,2026-09-01 09:33:00,connected,13900139000,,
k5,r1,2026-09-01 09:34:00,connected,13700137000,,cont-77
k6,r1,2026-09-01 09:35:00
k7,r1,2026-09-01 09:36:00,connected,13800138000
k8,r1,2026-09-01 09:37:00,connected,138****8000,cust-4711,
"""
ORDERS = {"order_id": "o1", "rep_id": "r1", "signed_at": "2026-09-02", "customer_id": "cust-4711"}
WORDS = (
    "cust-4711", "cust-4712", "cont-77", "安娜", "Anna", "Bäckerei", "zeisig", "13800138000", "138 0013 8000",
    "138-00138000", "13700137000", "138****8000",
)  # fmt: skip


@pytest.fixture
def landed(site: Site) -> Site:
    site.put("customers/c.csv", CUSTOMERS)
    site.put("contacts/c.csv", CONTACTS.encode("gb18030"))
    site.put("calls/a.csv.gz", CALLS)
    site.put("orders/o.jsonl", json.dumps(ORDERS) + "\n")
    site.ingest()
    return site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    (tmp_path / "landing").mkdir()
    return Site(tmp_path / "landing", Home(tmp_path / "home"))


def forget(site: Site, customer: str = "cust-4712", *numbers: str) -> run.Forgotten:
    person = run.look(site.home, customer, numbers, "CN").person
    return run.forget(site.home, person, "asked for by letter", site.sources, "CN")


def table(site: Site, name: str) -> list[tuple[object, ...]]:
    (line,) = (line for line in current_files(site.ledger()) if line["name"] == name)
    path = site.home.root / line["rows_path"]
    return duckdb.execute(f"select * exclude (extra, file_id) from '{path}' order by line_no").fetchall()


def test_nothing_of_the_person_is_left_and_nobody_else_is_touched(landed: Site) -> None:
    before = {name: table(landed, name) for name in ("customers/c.csv", "contacts/c.csv", "calls/a.csv.gz")}
    assert set(found_in(landed.home.root, WORDS)) == set(WORDS)
    assert forget(landed).raw_files == 9
    assert found_in(landed.home.root, WORDS) == {}
    after = {name: table(landed, name) for name in before}
    assert [len(rows) for rows in after.values()] == [len(rows) for rows in before.values()]
    assert after["customers/c.csv"][2] == before["customers/c.csv"][2]
    assert after["contacts/c.csv"][1] == before["contacts/c.csv"][1]
    calls = {row[0]: row for row in after["calls/a.csv.gz"]}
    assert calls["k4"] == before["calls/a.csv.gz"][3]
    other = dict(zip(columns(landed), calls["k3"], strict=True))
    assert (other["customer_id"], str(other["phone"])[:4]) == ("cust-0815", "+999")


def columns(site: Site) -> list[str]:
    (line,) = (line for line in current_files(site.ledger()) if line["name"] == "calls/a.csv.gz")
    path = site.home.root / line["rows_path"]
    found = duckdb.execute(f"describe select * exclude (extra, file_id) from '{path}'").fetchall()
    return [name for name, *_ in found]


def test_who_was_one_customer_stays_one_and_who_were_two_stay_two(landed: Site) -> None:
    forget(landed)
    kept, merged, _ = table(landed, "customers/c.csv")
    assert merged[6] == kept[0], "merged_into leads to the customer still"
    assert merged[0] != kept[0]
    calls = {row[0]: dict(zip(columns(landed), row, strict=True)) for row in table(landed, "calls/a.csv.gz")}
    assert calls["k2"]["customer_id"] == merged[0]
    assert calls["k8"]["customer_id"] == kept[0]
    (contact, _) = table(landed, "contacts/c.csv")
    assert calls["k1"]["phone"] == contact[7] == calls["k3"]["phone"]
    assert calls["k5"]["contact_id"] == contact[0]
    assert calls["k8"]["phone"] == "*", "a masked number stays nobody's"


def test_delimited_originals_keep_form_and_lines_and_others_are_dropped(landed: Site) -> None:
    forget(landed)
    named = {line["name"]: line["file_id"] for line in current_files(landed.ledger())}
    with reopened(landed.home, named["customers/c.csv"]) as plain:
        lines = plain.read_text(encoding="utf-8").splitlines()
    assert lines[4] == CUSTOMERS.splitlines()[4]
    assert len(lines) == len(CUSTOMERS.splitlines())
    with reopened(landed.home, named["contacts/c.csv"]) as plain:
        assert plain.read_bytes().decode("gb18030").splitlines()[2] == CONTACTS.splitlines()[2]
    with (
        pytest.raises(ScorelineError, match="the bytes were dropped when a customer in them was forgotten"),
        reopened(landed.home, named["orders/o.jsonl"]),
    ):
        pass
    assert sum(bool(told.get("dropped")) for told in read_overlay(landed.home).values()) == 1


def test_the_raw_store_is_sound_afterwards(landed: Site) -> None:
    ledger = landed.ledger()
    forget(landed)
    assert take_away_damaged(landed.home, ledger, set(), whole=True) == []
    report = landed.ingest()
    assert (report.mended, report.new_deliveries) == ([], [])
    assert not suspected(landed.home, ledger)
    assert found_in(landed.home.root, WORDS) == {}


def test_nobody_comes_back_with_a_new_export(landed: Site) -> None:
    forget(landed)
    before = table(landed, "customers/c.csv")
    landed.put("customers/later.csv", CUSTOMERS.replace("true", "false"))
    landed.put("calls/later.csv", CALLS.replace("k", "q"))
    landed.put("calls/again.csv.gz", CALLS)
    landed.ingest()
    assert found_in(landed.home.root, WORDS) == {}
    later = table(landed, "customers/later.csv")
    assert [row[0] for row in later] == [row[0] for row in before], "the same ids stand for them"
    assert landed.ingest().mended == []


def test_damaged_rows_are_made_again_without_the_person(landed: Site) -> None:
    forget(landed)
    before = table(landed, "customers/c.csv")
    for path in (landed.home.raw_rows / "customers").glob("*.parquet"):
        path.unlink()
    (landed.landing / "customers" / "c.csv").unlink()
    assert len(landed.ingest().mended) == 1
    assert table(landed, "customers/c.csv") == before
    assert found_in(landed.home.root, WORDS) == {}


def test_a_process_that_was_killed_after_the_record_is_finished_by_the_next(
    landed: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "carry_out", lambda *_: None)
    forget(landed)
    monkeypatch.undo()
    assert found_in(landed.home.root, WORDS), "nothing is moved yet"
    (sentence,) = redo(landed.home)
    assert "finished now" in sentence
    assert found_in(landed.home.root, WORDS) == {}
    assert redo(landed.home) == []
    assert landed.ingest().mended == []


def test_a_process_that_was_killed_before_the_record_changed_nothing(
    landed: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = landed.tree()
    monkeypatch.setattr(log, "append", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        forget(landed)
    monkeypatch.undo()
    (sentence,) = redo(landed.home)
    assert "nothing was changed" in sentence
    assert landed.tree() == before
    assert log.read(landed.home, "forgotten") == []


def test_the_record_tells_of_the_act_and_not_of_the_person(landed: Site) -> None:
    forget(landed)
    (entry,) = log.read(landed.home, "forgotten")
    assert (entry.why, entry.facts["customers"]) == ("asked for by letter", 1)
    person = run.look(landed.home, "cust-0815", (), "CN").person
    with pytest.raises(UsageError, match="the reason names the person"):
        run.forget(landed.home, person, "cust-0815 asked", landed.sources, "CN")


def test_somebody_unknown_is_an_error(landed: Site) -> None:
    with pytest.raises(UsageError, match="no line of the raw store bears the customer 'nobody'"):
        run.look(landed.home, "nobody", (), "CN")
    with pytest.raises(UsageError, match=r"expected E\.164"):
        run.look(landed.home, "cust-4711", ("13800138000",), "CN")


def test_a_number_that_others_bear_stays_theirs(landed: Site) -> None:
    landed.put(
        "contacts/d.csv",
        "contact_id,customer_id,mobile\ncont-90,cust-4711,13900139000\n",
    )
    landed.ingest()
    person = run.look(landed.home, "cust-4711", (), "CN").person
    assert person.shared == ("+8613900139000",)
    assert "+8613900139000" not in person.numbers
    forget(landed, "cust-4711")
    assert set(found_in(landed.home.root, ["13900139000", "cont-90"])) == {"13900139000"}


ACTIVITIES = """activity_id,rep_id,occurred_at,kind,customer_id,contact_id,phone,text
a1,r1,2026-09-01 09:30:00,call,cust-4712,,,Anna wants a demo
a2,r1,2026-09-01 09:31:00,follow_up,,,138 0013 8000,asked for Zeisig
a3,r1,2026-09-01 09:32:00,callback,,cont-77,13600136000,安娜 is away
a4,r1,2026-09-01 09:33:00,log,cust-0815,,13900139000,a long day
"""
COMPLAINTS = """complaint_id,opened_at,customer_id,kind,comment
b1,2026-09-01 09:30:00,cust-4711,complaint,Zeisig is cross
b2,2026-09-01 09:30:00,cust-0815,praise,all well
"""
SURVEYS = "survey_id,answered_at,score,customer_id\ns1,2026-09-01 09:30:00,4,cust-4712\n"


def test_what_reps_wrote_of_the_person_goes_too(landed: Site) -> None:
    """Activities by id, by number and by contact, with the number that only an activity names."""
    landed.put("activities/a.csv", ACTIVITIES)
    landed.put("complaints/c.csv", COMPLAINTS)
    landed.put("surveys/s.csv", SURVEYS)
    landed.ingest()
    person = run.look(landed.home, "cust-4711", (), "CN").person
    assert "+8613600136000" in person.numbers
    words = (*WORDS, "13600136000", "a demo", "is away", "is cross")
    assert set(found_in(landed.home.root, words)) == set(words)
    others = table(landed, "activities/a.csv")[3], table(landed, "complaints/c.csv")[1]
    forget(landed)
    assert found_in(landed.home.root, words) == {}
    assert (table(landed, "activities/a.csv")[3], table(landed, "complaints/c.csv")[1]) == others
    assert str(table(landed, "surveys/s.csv")[0]).count("forgotten-") == 1
