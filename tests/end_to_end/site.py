"""One site: its folders, and the real command started on them as a user starts it."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.home import PROJECT

COMMAND = Path(sys.executable).with_name("scoreline")
FIRST_NIGHT, SECOND_NIGHT = "2026-09-29", "2026-09-30"
CALLS = f"calls/2026-09/calls_{SECOND_NIGHT}T2100.csv"


@dataclass(frozen=True)
class Site:
    """`exports` is what may land; `checkout` is the code that runs."""

    home: Path
    landing: Path
    exports: Path
    policy: Path | None = None
    sources: Path | None = None
    checkout: Path = PROJECT

    def land(self, *nights: str) -> list[Path]:
        """Put the exports of these nights into the landing folder; without any, all exports."""
        landed = []
        for file in sorted(self.exports.rglob("*.csv")):
            if not nights or any(f"_{night}T" in file.name for night in nights):
                target = self.landing / file.relative_to(self.exports)
                target.parent.mkdir(parents=True, exist_ok=True)
                landed.append(Path(shutil.copy2(file, target)))
        return landed

    def put(self, name: str, content: str | bytes) -> Path:
        """Write one file below the landing folder; `.gz` packs it."""
        path = self.landing / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        path.write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
        return path

    def environment(self, **more: str) -> dict[str, str]:
        """The user's environment without settings of this project, and the checkout to import from."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("SCORELINE_")}
        return clean | {"PYTHONPATH": str(self.checkout)} | more

    def command(self, as_of: str, *arguments: str) -> list[str | Path]:
        """The words of `scoreline run` for this site."""
        words: list[str | Path] = [COMMAND, "run", "--landing", self.landing, "--home", self.home]
        words += ["--policy", self.policy] if self.policy else []
        words += ["--sources", self.sources] if self.sources else []
        return [*words, "--as-of", as_of, *arguments]

    def run(self, as_of: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """One night, from start to end."""
        return self._call(self.command(as_of, *arguments), environment)

    def scoreline(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another command on the same home."""
        return self._call([COMMAND, *arguments, "--home", self.home], {})

    def start(self, as_of: str, log: Path, **environment: str) -> subprocess.Popen[bytes]:
        """A night that goes on by itself and writes what it says to `log`."""
        with log.open("wb") as sink:
            return subprocess.Popen(
                self.command(as_of),
                stdout=sink,
                stderr=subprocess.STDOUT,
                cwd=self.home.parent,
                env=self.environment(**environment),
            )

    def _call(
        self, command: list[str | Path], environment: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.home.parent,
            env=self.environment(**environment),
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    @property
    def current(self) -> Path:
        """The folder of the current publication."""
        return self.home / "published" / "current"

    @property
    def manifest(self) -> dict[str, Any]:
        """What the current publication says of itself."""
        return json.loads((self.current / "manifest.json").read_bytes())

    @property
    def versions(self) -> list[str]:
        """Everything in the folder of publications, half-made ones included."""
        return sorted(path.name for path in (self.home / "published").iterdir())

    def query(self, sql: str, database: str = "published/current/scoreline.duckdb") -> list[tuple[Any, ...]]:
        """Rows of a database in the home, by default the current publication."""
        with duckdb.connect(str(self.home / database), read_only=True) as connection:
            return connection.execute(sql).fetchall()


@dataclass(frozen=True)
class SecondNight:
    """A site after its second publication, and what was seen while it was made."""

    site: Site
    told: dict[str, Any]


def copied(site: Site, folder: Path) -> Site:
    """The same home and landing folder, at another place; a lock comes and goes with whoever holds it."""
    shutil.copytree(site.home, folder / "home", symlinks=True, ignore=shutil.ignore_patterns("lock*"))
    shutil.copytree(site.landing, folder / "landing")
    return replace(site, home=folder / "home", landing=folder / "landing")


def assert_whole(publication: Path) -> None:
    """Every file that the manifest names is there with its bytes, and the database holds the told rows."""
    manifest = json.loads((publication / "manifest.json").read_bytes())
    tables = manifest["tables"]
    files = [file for table in tables.values() for file in table["files"]]
    for file in [*files, manifest["database"], *manifest["policy"], *manifest["sql"]]:
        found = hashlib.sha256((publication / file["path"]).read_bytes()).hexdigest()
        assert found == file["sha256"], file["path"]
    with duckdb.connect(str(publication / "scoreline.duckdb"), read_only=True) as connection:
        counted = {
            name: connection.execute(f'select count(*) from "{name}"').fetchone()[0] for name in tables
        }
    assert counted == {name: table["rows"] for name, table in tables.items()}


def assert_refused(done: subprocess.CompletedProcess[str], site: Site, *reasons: str) -> None:
    """Exit code 3, each reason told, and the first publication is still the current and only one."""
    assert done.returncode == 3, said(done)
    for reason in reasons:
        assert reason in done.stderr, said(done)
    assert "nothing was published, the last publication stays" in done.stderr
    assert site.versions == ["current", "v000001"]
    assert site.current.readlink() == Path("v000001")
    assert_whole(site.current)


def said(done: subprocess.CompletedProcess[str]) -> str:
    """What to show when a command did something else than expected."""
    return f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
