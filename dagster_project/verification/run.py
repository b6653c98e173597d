"""Make a publication again from what it says it was made from, and compare every table."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version as installed
from pathlib import Path

import duckdb

from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.ingest.declared.layout import READER_VERSION
from dagster_project.policy.load import load_policy
from dagster_project.publication.copies import SECRET
from dagster_project.publication.parquet import literal, read
from dagster_project.publication.tables import columns_of, quoted
from dagster_project.publication.verify import verify_files
from dagster_project.publication.versions import Manifest
from dagster_project.verification.compare import Compared, compare
from dagster_project.verification.damage import damaged_ledger, damaged_raw
from dagster_project.verification.derive import derive
from dagster_project.verification.report import EXCLUDED, Report
from dagster_project.verification.scratch import lay_out, policy_then, sql_then
from dagster_project.warehouse.prepare import prepare


def verify(home: Home, manifest: Manifest, most: int | None = None) -> Report:
    """Check the files of a publication and of what it was made from, make it again and compare.

    Only reads the home, so it may run beside a run; works in a scratch folder of the system. `most` bounds
    the differing rows per table that the report gives in full.
    Raises ScorelineError if the publication does not say what it was made from.
    """
    told = manifest.content
    require_inputs(manifest, "verified")
    report = Report(manifest.version, told["as_of"])
    report.forgotten = told.get("forgotten", {}).get("customers", 0)
    report.damaged += [f"{manifest.folder.name}/{problem}" for problem in verify_files(manifest.folder)]
    report.damaged += damaged_ledger(home, told["inputs"])
    report.noted += otherwise(manifest, "verified")
    with tempfile.TemporaryDirectory(prefix="scoreline-verify-") as name:
        folder = Path(name)
        try:
            then = lay_out(home, told["inputs"], folder)
            report.raw_files, damaged = damaged_raw(home, then)
            report.damaged += [str(each) for each in damaged]
            _make_again(home, manifest, then, folder)
        except (ScorelineError, duckdb.Error) as error:
            report.problem = str(error)
            return report
        _compare_all(manifest, then.warehouse, folder, report, most)
    return report


def _make_again(home: Home, manifest: Manifest, then: Home, folder: Path) -> None:
    """Derive the candidate in the scratch home, everything from raw."""
    policy = load_policy(policy_then(home, manifest, folder))
    project = sql_then(manifest, folder)
    prepare(then, policy, manifest.as_of, None, code="verify", full_refresh=True)
    _use_defaults(then.warehouse, manifest, policy.settings.number_key)
    derive(project, then.warehouse, folder)


def _use_defaults(warehouse: Path, manifest: Manifest, number_key: str) -> None:
    """Settings that the policy left to the code are those of the code of that time."""
    defaults = manifest.content["inputs"]["defaults"]
    with duckdb.connect(str(warehouse)) as connection:
        key = f"update policy.settings set value = ? where line_no is null and name = '{SECRET}'"
        connection.execute(key, [number_key])
        connection.execute(f"delete from policy.settings where line_no is null and name <> '{SECRET}'")
        for name, value in defaults.items():
            connection.execute("insert into policy.settings values (?, ?, null)", [name, value or None])


def require_inputs(manifest: Manifest, what: str) -> None:
    """Raise ScorelineError if the publication does not say what it was made from: it cannot be `what`."""
    if "inputs" not in manifest.content:
        raise ScorelineError(
            f"{manifest.folder}: its manifest (format {manifest.content['format']}) does not name what it "
            f"was made from; publications made since format 2 can be {what}"
        )


def otherwise(manifest: Manifest, what: str) -> list[str]:
    """Whatever made it that is another here, where it is `what` (verified)."""
    told = manifest.content
    here = {
        "engine": f"duckdb {duckdb.__version__}",
        "code version": installed("scoreline"),
        "reader of raw files": READER_VERSION,
    }
    made = {
        "engine": told["engine"],
        "code version": told["code_version"],
        "reader of raw files": told["inputs"]["reader"],
    }
    return [
        f"made with {name} {made[name]}, {what} with {here[name]}"
        for name in here
        if made[name] != here[name]
    ]


def _compare_all(manifest: Manifest, warehouse: Path, folder: Path, report: Report, most: int | None) -> None:
    """Compare each published table with the recomputed one; fills the report."""
    with reading(warehouse, folder) as connection:
        built = columns_of(connection, warehouse.stem, "candidate")
        for name, entry in sorted(manifest.tables.items()):
            if name in EXCLUDED:
                report.excluded.append(name)
                continue
            columns = [header.split(" ", 1)[0] for header in entry["columns"]]
            now = [f"{column} {kind}" for column, kind in built.get(name, ())]
            if now != entry["columns"]:
                report.damaged.append(f"{name}: published with {entry['columns']}, recomputed with {now}")
                continue
            files = [manifest.folder / file["path"] for file in entry["files"]]
            if missing := [path.name for path in files if not path.is_file()]:
                report.compared.append(Compared(name, 0, entry["rows"], len(missing), ()))
                continue
            sides = read(files), f"{quoted(warehouse.stem)}.candidate.{quoted(name)}"
            report.compared.append(compare(connection, name, columns, entry["key"], sides, most))
        report.damaged += [
            f"{name}: recomputed, but not published" for name in sorted(built.keys() - manifest.tables.keys())
        ]


@contextmanager
def reading(warehouse: Path, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of its own that sees the scratch warehouse under the name its views know it by."""
    with duckdb.connect(config={"temp_directory": str(folder / "spill")}) as connection:
        connection.execute(f"attach {literal(warehouse)} as {quoted(warehouse.stem)} (read_only)")
        yield connection
