"""What lies in the landing folder that is no ordinary file, or does not stay as it is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dagster_project.ingest import take
from tests.ingest.site import Site, call_rows, calls

Landing = Callable[[Path], object]


def link(target: str) -> Landing:
    return lambda path: path.symlink_to(target)


def file(content: str = calls(1)) -> Landing:
    return lambda path: path.write_text(content)


FATES: list[tuple[str, Landing, str]] = [
    # name, how it is made, fate: taken, waits, ignored, or the problem that is reported
    ("a.csv", file(), "taken"),
    ("a.csv.part", file(), "waits"),
    ("a.csv.tmp", file(), "waits"),
    ("a.CSV.PART", file(), "waits"),
    ("a.csv.crdownload", file(), "waits"),
    ("a.csv.partial", file(), "waits"),
    ("a.csv.filepart", file(), "waits"),
    ("a.download", file(), "waits"),
    (".a.csv", file(), "ignored"),
    (".a.csv.swp", file(), "ignored"),
    ("~$a.xlsx", file(), "ignored"),
    ("Thumbs.db", file(), "ignored"),
    ("desktop.ini", file(), "ignored"),
    ("README.csv", file(), "ignored"),
    ("link.csv", link("/etc/passwd"), "a symbolic link is not followed"),
    ("link.csv.part", link("/etc/passwd"), "a symbolic link is not followed"),
    ("nowhere.csv", link("nowhere"), "a symbolic link is not followed"),
    ("itself.csv", link("itself.csv"), "a symbolic link is not followed"),
    ("folder", link("/etc"), "a symbolic link is not followed"),
    ("up", link(".."), "a symbolic link is not followed"),
    ("pipe.csv", os.mkfifo, "neither a file nor a folder"),
    ("bad\udcff.csv", file(), "the name is not UTF-8"),
    ("quo'te.csv", file(), "taken"),
    ('quo"te.csv', file(), "taken"),
    ("line\nend.csv", file(), "taken"),
    ("[x]*?{a,b}.csv", file(), "taken"),
    ("$(HOME) ; rm -rf %s.csv", file(), "taken"),
    ("back\\slash.csv", file(), "taken"),
    ("-dash.csv", file(), "taken"),
    (" blank .csv", file(), "taken"),
    ("通话记录😀.csv", file(), "taken"),
    ("e\u0301.csv", file(), "taken"),
    (f"{'x' * 251}.csv", file(), "taken"),
    ("a.csv;part", file(), "unreadable"),
    ("empty.csv", file(""), "unreadable"),
]


@pytest.mark.parametrize(("name", "make", "fate"), FATES, ids=[repr(name[:30]) for name, _, _ in FATES])
def test_fate_of_a_name(site: Site, name: str, make: Landing, fate: str) -> None:
    folder = site.landing / "calls"
    folder.mkdir()
    make(folder / name)
    report = site.ingest()
    statuses = {line["name"]: line["status"] for line in report.new_deliveries}
    shown = "calls/" + name.encode("utf-8", "backslashreplace").decode()
    if fate in ("taken", "unreadable"):
        assert statuses == {f"calls/{name}": "read" if fate == "taken" else "unreadable"}
    else:
        assert statuses == {}
    assert report.waiting == ([f"calls/{name}"] if fate == "waits" else [])
    if fate in ("taken", "unreadable", "waits", "ignored"):
        assert report.problems == []
    else:
        [problem] = report.problems
        assert problem.startswith(f"{shown}: {fate}")
    assert site.ingest().new_deliveries == []


def test_a_folder_with_the_name_of_a_file(site: Site) -> None:
    site.put("calls/a.csv/b.csv", calls(1))
    assert [line["name"] for line in site.ingest().new_deliveries] == ["calls/a.csv/b.csv"]


def test_the_same_bytes_twice_are_read_once(site: Site) -> None:
    site.put("calls/a.csv", calls(1))
    site.put("calls/b.csv", calls(1))
    assert [line["status"] for line in site.ingest().new_deliveries] == ["read", "repeated"]
    assert len(site.current()) == 1


def test_the_same_name_with_other_bytes_is_another_delivery(site: Site) -> None:
    first = site.take(calls(1))
    second = site.take(calls(1, 2))
    assert first["file_id"] != second["file_id"]
    assert [line["rows_read"] for line in site.ledger()] == [1, 2]


def test_one_bad_file_does_not_stop_the_others(site: Site) -> None:
    site.put("calls/a.csv", b"\xff\xfe\x00")
    site.put("calls/b.csv", calls(1))
    site.put("calls/c.xlsx", b"PK\x03\x04")
    site.put("calls/d.csv.zip", b"PK\x03\x04" + b"\0" * 90)
    site.put("calls/e.parquet", b"PAR1PAR1")
    found = {line["name"]: line["status"] for line in site.ingest().new_deliveries}
    assert found.pop("calls/b.csv") == "read"
    assert set(found.values()) == {"unreadable"}
    assert len(found) == 4


@pytest.mark.parametrize("name", ["calls/a.csv", "calls/a.csv.gz", "calls/a.jsonl"])
@pytest.mark.parametrize("how", ["grows", "vanishes", "is replaced"])
def test_a_file_that_does_not_stay(site: Site, monkeypatch: pytest.MonkeyPatch, name: str, how: str) -> None:
    """Whatever happens between the look at a file and the end of its reading: it waits, nothing is left."""
    path = site.put(name, calls(1))
    read = take.read_file

    def meddle(*args: object) -> object:
        if how == "vanishes":
            path.unlink()
        elif how == "grows":
            with path.open("a") as landed:
                landed.write(call_rows(2))
        else:
            site.put("calls/.new", calls(3)).replace(path)
        return read(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(take, "read_file", meddle)
    report = site.ingest()
    assert (report.waiting, report.new_deliveries, site.ledger()) == ([name], [], [])
    assert not list(site.home.raw_rows.rglob("*.parquet"))
    monkeypatch.undo()
    assert len(site.ingest().new_deliveries) == (how != "vanishes")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(site: Site) -> None:
    site.put("calls/a.csv", calls(1)).chmod(0)
    site.put("calls/b.csv", calls(2))
    report = site.ingest()
    assert report.problems == [
        "calls/a.csv: cannot be opened (Permission denied); give the job the right to read it"
    ]
    assert [line["name"] for line in report.new_deliveries] == ["calls/b.csv"]


def test_odd_names_of_the_home(site: Site, tmp_path: Path) -> None:
    """The home's own path is no pattern either."""
    from dagster_project.home import Home

    site.home = Home(tmp_path / "ho[m]e *?{x}")
    site.put("calls/a.csv", calls(1) + "2\n")
    site.put("calls/b.jsonl", '{"call_id":1,"rep_id":"r","started_at":"t","disposition":"x"}\n')
    report = site.ingest()
    assert [(line["rows_read"], line["rows_refused"]) for line in report.new_deliveries] == [(2, 1), (1, 0)]
