"""What a publication holds, and that the next one shares what did not change."""

from __future__ import annotations

import hashlib
import json
import stat
from pathlib import Path

import duckdb
import pytest

from dagster_project.errors import GateRefused, ScorelineError
from dagster_project.publication.canonical import table_hash
from dagster_project.publication.tables import Table
from dagster_project.publication.verify import verify_files
from dagster_project.publication.versions import current, list_versions, same_as_current
from tests.publication.warehouse import Check, Site

JUNE_JULY = ["2026-06-30", "2026-07-01", "2026-07-31"]


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(folder / "scoreline.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def inodes(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_ino for name in files(folder)}


def test_the_first_publication_is_whole_and_current(site: Site) -> None:
    site.build(JUNE_JULY)
    published = site.publish()
    assert (published.version, published.changed, published.folder.name) == (1, True, "v000001")
    link = site.home.published / "current"
    assert link.is_symlink()
    assert link.readlink() == Path("v000001")
    assert {"counted_event/2026-06.parquet", "kpi_daily/2026-07.parquet", "weekly_report.parquet"} <= files(
        link
    )
    assert not (link / "reports").exists()
    assert verify_files(published.folder) == []
    assert {path.name for path in site.home.published.iterdir()} == {"v000001", "current"}


def test_the_database_holds_every_table_in_the_order_of_its_key(site: Site) -> None:
    site.build(JUNE_JULY, reverse=True)
    folder = site.publish().folder
    named = {
        name for (name,) in rows(folder, "select table_name from duckdb_tables() where schema_name = 'main'")
    }
    manifest = json.loads((folder / "manifest.json").read_text())
    assert named == set(manifest["tables"])
    assert {"gate_result", "publication", "lineage_file", "dim_policy"} <= named
    assert rows(folder, "select rep_id, note from dim_rep") == [("R0", None), ("R1", "")]
    days = rows(folder, "select period_start::varchar from kpi_daily")
    assert days == [(day,) for day in JUNE_JULY]
    kinds = dict(
        rows(folder, "select column_name, data_type from duckdb_columns() where table_name='kpi_daily'")
    )
    assert (kinds["actual"], kinds["attainment"]) == ("DECIMAL(18,4)", "DECIMAL(18,6)")


def test_database_and_parquet_hold_the_same_rows(site: Site) -> None:
    site.build(JUNE_JULY)
    site.publish()
    site.build([*JUNE_JULY, "2026-08-03"], changed="2026-07")
    folder = site.publish(input_hash="4" * 64).folder
    manifest = json.loads((folder / "manifest.json").read_text())
    for name, entry in manifest["tables"].items():
        parquet = [str(folder / file["path"]) for file in entry["files"]]
        (here,) = rows(folder, f"select list(t) from (select * from {name} order by all) t")
        (there,) = rows(folder, f"select list(t) from (select * from read_parquet({parquet}) order by all) t")
        assert here == there, name
        assert entry["rows"] == len(here[0] or []), name  # type: ignore[arg-type]


def test_the_manifest_tells_what_was_published(site: Site) -> None:
    site.build(JUNE_JULY)
    accepted = Check("volume", passed=False, accepted_by="li", accepted_why="换系统", observed="7")
    warned = Check("merge_cycle", passed=False, severity="warn")
    folder = site.publish(gate_results=(accepted, warned, Check("keys"))).folder
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    told = json.loads(text)
    assert list(told) == sorted(told)
    assert "换系统" in text
    assert told["version"] == 1
    assert told["previous"] is None
    assert told["as_of"] == "2026-07-31"
    for name in ("code_version", "project_hash", "policy_hash", "input_hash", "engine"):
        assert told[name] == getattr(site.facts(), name)
    assert told["gate"]["accepted"] == [{"by": "li", "check_id": "volume", "observed": "7", "why": "换系统"}]
    assert (told["gate"]["checks"], told["gate"]["passed"], told["gate"]["warned"]) == (3, 1, ["merge_cycle"])
    july = told["tables"]["counted_event"]["files"][1]
    bytes_ = (folder / july["path"]).read_bytes()
    assert (july["rows"], july["bytes"]) == (6, len(bytes_))
    assert july["sha256"] == hashlib.sha256(bytes_).hexdigest()
    result = rows(folder, "select version, accepted_why, passed from gate_result where check_id = 'volume'")
    assert result == [(1, "换系统", False)]


def test_the_hash_of_a_table_is_that_of_its_rows_as_text(site: Site) -> None:
    """Held against plain Python, so that anybody can compute it."""
    site.build(["2026-07-01"], calls=0)
    folder = site.publish().folder
    told = current(site.home)
    assert told is not None
    entry = told.tables["dim_rep"]
    texts = ["2:R0|0:|:|", "2:R1|10:2026-01-01|0:|"]
    digests = [hashlib.md5(text.encode(), usedforsecurity=False).hexdigest() for text in texts]
    block = hashlib.sha256("".join(digests).encode()).hexdigest()
    assert entry["files"][0]["hash"] == hashlib.sha256(block.encode()).hexdigest()
    table = Table(
        "dim_rep", (("rep_id", "VARCHAR"), ("valid_from", "VARCHAR"), ("note", "VARCHAR")), ("rep_id",)
    )
    assert entry["hash"] == table_hash(table, [("dim_rep.parquet", 2, entry["files"][0]["hash"])])
    assert rows(folder, "select count(*) from counted_event") == [(0,)]
    assert (folder / "counted_event" / "empty.parquet").is_file()


def test_a_second_publication_links_what_did_not_change(site: Site) -> None:
    site.build(JUNE_JULY)
    first = site.publish().folder
    site.build([*JUNE_JULY, "2026-08-03"], changed="2026-07")
    (site.policy / "bands.csv").write_text("scheme_id,band,lower_bound\ns,red,0\ns,green,1\n")
    second = site.publish(input_hash="4" * 64)
    assert second.version == 2
    before, after = inodes(first), inodes(second.folder)
    linked = {name for name in after if before.get(name) == after[name]}
    assert {"counted_event/2026-06.parquet", "kpi_daily/2026-06.parquet", "dim_rep.parquet"} <= linked
    assert {"policy/settings.csv", "sql/models/core/fct_call.sql"} <= linked
    written = {"counted_event/2026-07.parquet", "counted_event/2026-08.parquet", "policy/bands.csv"}
    assert not linked & {*written, "publication.parquet", "scoreline.duckdb", "manifest.json"}
    assert written < files(second.folder)
    told = json.loads((second.folder / "manifest.json").read_text())
    sha256 = hashlib.sha256((first / "manifest.json").read_bytes()).hexdigest()
    assert told["previous"] == {"version": 1, "sha256": sha256}
    assert [one.version for one in list_versions(site.home)] == [1, 2]
    assert rows(second.folder, "select version, input_hash[1] from publication") == [(1, "3"), (2, "4")]
    assert rows(second.folder, "select day::varchar, count(*) from counted_event group by 1 order by 1") == [
        (day, 3) for day in [*JUNE_JULY, "2026-08-03"]
    ]
    assert verify_files(first) == verify_files(second.folder) == []


def test_a_month_that_lost_all_its_rows_is_gone_from_files_and_database(site: Site) -> None:
    site.build(["2026-06-30", "2026-07-01", "2026-08-01"])
    site.publish()
    for kept in (["2026-06-30", "2026-08-01"], ["2026-06-30"], ["2026-05-01", "2026-06-30"]):
        site.build(kept)
        folder = site.publish(input_hash=kept[-1] + kept[0]).folder
        assert {path.stem for path in (folder / "counted_event").iterdir()} == {day[:7] for day in kept}
        assert rows(folder, "select distinct day::varchar from counted_event order by 1") == [
            (day,) for day in kept
        ]


def test_an_edited_file_is_never_linked_and_never_copied(site: Site) -> None:
    site.build(JUNE_JULY)
    first = site.publish().folder
    for name in ("counted_event/2026-06.parquet", "scoreline.duckdb", "policy/bands.csv"):
        (first / name).chmod(0o644)
        bytes_ = bytearray((first / name).read_bytes())
        bytes_[-20] ^= 1
        (first / name).write_bytes(bytes_)
    assert [problem.split(":")[0] for problem in verify_files(first)] == [
        "counted_event/2026-06.parquet",
        "policy/bands.csv",
        "scoreline.duckdb",
    ]
    second = site.publish(input_hash="4" * 64).folder
    assert verify_files(second) == []
    assert rows(second, "select count(*) from counted_event") == [(9,)]


def test_verify_notices_every_kind_of_edit(site: Site) -> None:
    site.build(JUNE_JULY)
    first = site.publish().folder
    site.publish(input_hash="4" * 64)
    (first / "dim_rep.parquet").unlink()
    (first / "note.txt").write_text("hello")
    text = (first / "manifest.json").read_text()
    (first / "manifest.json").chmod(0o644)
    (first / "manifest.json").write_text(text.replace('"as_of": "2026-07-31"', '"as_of": "2026-07-30"'))
    assert [problem.split(":")[0] for problem in verify_files(first)] == [
        "dim_rep.parquet",
        "manifest.json",
        "note.txt",
    ]


def test_the_key_of_the_hash_of_numbers_is_not_published(site: Site) -> None:
    site.build(JUNE_JULY)
    text = "name,value\r\n\r\nnumber_key, geheim \r\ncurrency,CNY\r\n"
    (site.policy / "settings.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    folder = site.publish().folder
    told = (folder / "policy" / "settings.csv").read_text()
    assert told == f"name,value\n\nnumber_key,sha256:{hashlib.sha256(b'geheim').hexdigest()}\ncurrency,CNY\n"
    assert not any(b"geheim" in (folder / name).read_bytes() for name in files(folder))
    site.policy = folder / "policy"
    again = site.publish(input_hash="4" * 64).folder
    assert (again / "policy" / "settings.csv").read_text() == told


def test_files_are_read_only_and_generated_sql_stays_out(site: Site) -> None:
    site.build(JUNE_JULY)
    folder = site.publish().folder
    modes = {stat.S_IMODE((folder / name).stat().st_mode) for name in files(folder)}
    assert modes == {0o444}
    assert {name for name in files(folder) if name.startswith("sql/")} == {
        "sql/dbt_project.yml",
        "sql/models/core/fct_call.sql",
    }


def test_the_same_again_adds_no_version(site: Site) -> None:
    site.build(JUNE_JULY)
    first = site.publish()
    site.build(JUNE_JULY, reverse=True)
    assert same_as_current(site.home, site.facts())
    again = site.publish()
    assert (again.version, again.changed, again.tables_hash) == (1, False, first.tables_hash)
    for name in ("input_hash", "policy_hash", "project_hash"):
        assert not same_as_current(site.home, site.facts(**{name: "9" * 64}))
    assert site.publish(input_hash="4" * 64).tables_hash == first.tables_hash
    assert {path.name for path in site.home.published.iterdir()} == {"v000001", "v000002", "current"}


def test_new_rows_from_the_same_input_are_published(site: Site) -> None:
    site.build(JUNE_JULY)
    site.publish()
    site.build(JUNE_JULY, changed="2026-06")
    assert site.publish().version == 2


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("create table candidate.bonus (x int)", "candidate.bonus: no key declared"),
        ("drop table candidate.dim_kpi", "candidate.dim_kpi: declared in tables.yml, not built"),
        ("alter table candidate.dim_rep drop valid_from", "key column 'valid_from'"),
        ("alter table candidate.dim_rep add column x double", "candidate.dim_rep.x: type DOUBLE"),
        ("alter table candidate.dim_rep add column x hugeint", "candidate.dim_rep.x: type HUGEINT"),
        ("update candidate.kpi_daily set period_start = null", "expected a date in every row"),
    ],
)
def test_a_candidate_out_of_contract_stops_everything(site: Site, statement: str, message: str) -> None:
    site.build(JUNE_JULY)
    site.publish()
    with duckdb.connect(str(site.home.warehouse)) as connection:
        connection.execute(statement)
    with pytest.raises(ScorelineError, match=message):
        site.publish(input_hash="4" * 64)
    assert {path.name for path in site.home.published.iterdir()} == {"v000001", "current"}


@pytest.mark.parametrize("results", [(), (Check("volume", passed=False),)])
def test_nothing_is_published_past_the_gate(site: Site, results: tuple[Check, ...]) -> None:
    site.build(JUNE_JULY)
    with pytest.raises(GateRefused):
        site.publish(gate_results=results)
    assert current(site.home) is None


def test_one_result_per_check(site: Site) -> None:
    site.build(JUNE_JULY)
    with pytest.raises(ScorelineError, match="several for volume"):
        site.publish(gate_results=(Check("volume"), Check("volume")))


def test_a_current_that_is_no_link_is_named(site: Site) -> None:
    (site.home.published / "current").mkdir()
    with pytest.raises(ScorelineError, match="expected a link"):
        current(site.home)


def test_a_policy_edited_during_the_run_is_not_published_beside_the_old_numbers(site: Site) -> None:
    site.build(JUNE_JULY)
    begun_with = site.facts().policy_hash
    (site.policy / "bands.csv").write_text("scheme_id,band,lower_bound\ns,red,0.1\n")
    with pytest.raises(ScorelineError, match="expected the policy that the run began with"):
        site.publish(policy_hash=begun_with)
    assert current(site.home) is None
