"""The real command with everything in object storage; and without any of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dagster_project.home import PROJECT, Home
from dagster_project.publication.versions import current
from tests.core_policy import copy_core_policy
from tests.end_to_end.site import Site, said
from tests.object_store.lake import Lake

AS_OF = "2026-09-30"


@pytest.mark.end_to_end
@pytest.mark.faults
def test_a_machine_with_an_empty_home_goes_on(lake: Lake, tmp_path: Path) -> None:
    samples = PROJECT / "samples" / "landing"
    for file in sorted(path for path in samples.rglob("*") if path.is_file()):
        lake.write(f"landing/{file.relative_to(samples).as_posix()}", file.read_bytes())
    copy_core_policy(tmp_path / "policy")
    environment = lake.server.environment | {
        "SCORELINE_RAW": "s3://lake/raw",
        "SCORELINE_PUBLISHED": "s3://lake/published",
    }
    hashes = []
    for name in ("one", "two"):
        # the address is an argument, which a Path would spoil
        site = Site(tmp_path / name, "s3://lake/landing", samples, tmp_path / "policy")  # type: ignore[arg-type]
        done = site.run(AS_OF, **environment)
        assert done.returncode == 0, said(done)
        assert "geheimnis" not in said(done)
        again = site.run(AS_OF, **environment)
        assert "Nothing new in s3://lake/landing" in again.stdout, said(again)
        manifest = current(Home(site.home))
        assert manifest is not None
        hashes.append((manifest.version, manifest.tables_hash))
        for log in [*(site.home / "logs").glob("*.log"), *(site.home / "record").iterdir()]:
            assert "geheimnis" not in log.read_text(encoding="utf-8")
    assert hashes[0] == hashes[1]
    assert lake.pointer()["tables_hash"] == hashes[0][1]
    shutil.rmtree(tmp_path / "two")


def test_a_command_without_addresses_imports_nothing_of_it(tmp_path: Path) -> None:
    program = (
        "import sys; from dagster_project.command import main; "
        "from dagster_project.orchestration.news import unchanged; "
        "heavy = ('boto3', 'botocore', 's3fs', 'dagster_project.object_store.bucket'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
