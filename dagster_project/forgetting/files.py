"""One file of the raw store rewritten aside: its rows, its refused lines, its original bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import zstandard

from dagster_project.forgetting.numbers import numbered
from dagster_project.forgetting.originals import Lines, rewritten
from dagster_project.forgetting.overlay import read_overlay
from dagster_project.forgetting.register import CONTACT, CUSTOMER, MARK, NUMBER, Register
from dagster_project.forgetting.rows import EXTRA, Blot
from dagster_project.home import Home
from dagster_project.ingest.aside import ENDING
from dagster_project.ingest.declared.sources import Source
from dagster_project.ingest.decode.unpack import Unreadable
from dagster_project.ingest.kept import hash_of, rows_files
from dagster_project.ingest.ledger import Delivery
from dagster_project.ingest.original import kept_path, reopened, sha256_of_bytes
from dagster_project.ingest.read.reading import Reading, copy_to_parquet
from dagster_project.ingest.read.rows import read_file
from dagster_project.publication.parquet import read

if TYPE_CHECKING:
    import duckdb

DROPPED = b"The bytes of this file were dropped when a customer in it was forgotten; its rows were kept.\n"


@dataclass
class Staged:
    """Files written aside by the path (below the home) that they will replace, and what they hash to then.

    `overlay`: path as the ledger has it to the hash that holds from now on.
    """

    files: dict[str, Path] = field(default_factory=dict)
    overlay: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Rewriter:
    """Rewrites files of one home into a folder; `site` is the region where a delivery names none."""

    connection: duckdb.DuckDBPyConnection
    home: Home
    register: Register
    folder: Path
    site: str

    def rewrite(self, file_id: str, readings: Sequence[Delivery], source: Source | None) -> Staged:
        """Everything that is kept of one file; `readings` are its ledger lines, each way of reading it once.

        `source` is the one that reads it now, None if the original bytes cannot be proved and must go.
        """
        staged, refused = Staged(), set[int]()
        replaced: dict[int, dict[str, str]] = {}
        for line in readings:
            if line["rows_path"] is not None:
                for number, changed in self._rows(line, staged).items():
                    replaced.setdefault(number, {}).update(changed)
            if line["refused_path"] is not None:
                refused |= self._refused(line, staged)
        if not (replaced or refused):
            return Staged()
        self._original(file_id, readings[-1], source, Lines(replaced, frozenset(refused)), staged)
        return staged

    def _rows(self, line: Delivery, staged: Staged) -> dict[int, dict[str, str]]:
        """Rewrite the rows of one reading; old and new texts by line number."""
        paths, found = rows_files(self.home, line["rows_path"]), dict[int, dict[str, str]]()
        written = []
        for path in paths:
            columns = [
                name for name, *_ in self.connection.execute(f"describe from {read([path])}").fetchall()
            ]
            blot = Blot(
                self.register,
                line["entity"],
                line["region"] or self.site,
                line["trunk_prefix"] or "",
                columns,
            )
            select = blot.select(f"from {read([path])}")
            changed = [name for name in columns if name not in ("file_id", "line_no", EXTRA)]
            pairs = ", ".join(f"o.{name}, n.{name}" for name in changed)
            rows = self.connection.execute(
                f"select n.line_no, {pairs} from ({select}) as n "
                f"join {read([path])} as o using (line_no) where n.theirs"
            ).fetchall()
            for number, *texts in rows:
                told = zip(texts[::2], texts[1::2], strict=True)
                found[number] = {old.strip(): new for old, new in told if old is not None and old != new}
            target = self.folder / path.relative_to(self.home.root)
            target.parent.mkdir(parents=True, exist_ok=True)
            copy_to_parquet(self.connection, f"select * exclude (theirs) from ({select})", target)
            written.append(target)
        if found:
            for path, target in zip(paths, written, strict=True):
                staged.files[path.relative_to(self.home.root).as_posix()] = target
            staged.overlay[line["rows_path"]] = {"sha256": hash_of(written)}
        return found

    def _refused(self, line: Delivery, staged: Staged) -> set[int]:
        """Rewrite the refused lines of one reading; the numbers of those that tell of them."""
        path, register = self.home.root / line["refused_path"], self.register
        words = "regexp_split_to_array(concat_ws(' ', line, value), '[\\s,;|\"''\\[\\]{}]+')"
        parts = f"(select line_no, unnest({words}) as part from {read([path])})"
        source = numbered(parts, ["part"], line["region"] or self.site, line["trunk_prefix"] or "")
        known = " or ".join(
            register.known(kind, value)
            for kind, value in ((CUSTOMER, "part"), (CONTACT, "part"), (NUMBER, "part__number"))
        )
        query = f"select distinct line_no from {source} where {known}"
        numbers = {each for (each,) in self.connection.execute(query).fetchall()}
        if numbers:
            target = self.folder / line["refused_path"]
            target.parent.mkdir(parents=True, exist_ok=True)
            blank = ", ".join(
                f"case when theirs and {name} is not null then '{MARK}' else {name} end as {name}"
                for name in ("value", "line")
            )
            listed = ", ".join(str(each) for each in sorted(numbers))
            marked = f"select *, line_no in ({listed}) as theirs from {read([path])}"
            query = f"select * exclude (theirs) replace ({blank}) from ({marked})"
            copy_to_parquet(self.connection, query, target)
            staged.files[line["refused_path"]] = target
            staged.overlay[line["refused_path"]] = {"sha256": hash_of([target])}
        return numbers

    def _original(
        self, file_id: str, line: Delivery, source: Source | None, lines: Lines, staged: Staged
    ) -> None:
        """Rewrite the original bytes, or drop them; what was dropped before stays dropped."""
        path = kept_path(self.home, file_id)
        name = path.relative_to(self.home.root).as_posix()
        if read_overlay(self.home).get(name, {}).get("dropped"):
            return
        content = None if source is None else self._proved(file_id, line, source, lines, staged)
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        data = DROPPED if content is None else content
        target.write_bytes(zstandard.ZstdCompressor(write_checksum=True).compress(data))
        staged.files[name] = target
        staged.overlay[name] = {"sha256": sha256_of_bytes(data), "dropped": content is None}

    def _proved(
        self, file_id: str, line: Delivery, source: Source, lines: Lines, staged: Staged
    ) -> bytes | None:
        """The rewritten bytes, if they read as the rewritten rows do."""
        scratch = self.folder / f".{file_id}.text{ENDING}"
        rows, refused = scratch.with_suffix(".rows"), scratch.with_suffix(".refused")
        reading = Reading(line["name"], source.layout, source.entity, file_id, rows, refused, scratch)
        try:
            with reopened(self.home, file_id) as plain:
                content = rewritten(reading, plain, lines)
            if content is None or line["rows_path"] is None:
                return None
            again = scratch.with_suffix(".bytes")
            again.write_bytes(content)
            counts, _ = read_file(self.connection, reading, again)
            told = [
                staged.files.get(path.relative_to(self.home.root).as_posix(), path)
                for path in rows_files(self.home, line["rows_path"])
            ]
            one, other = (
                f"select * exclude ({EXTRA}) from {read(paths)}"
                for paths in (reading.parts(counts.parts), told)
            )
            differing = f"(({one}) except all ({other})) union all (({other}) except all ({one}))"
            same = self.connection.execute(f"select count(*) from ({differing})").fetchone() == (0,)
            return content if same and counts.rows_refused == line["rows_refused"] else None
        except Unreadable:
            return None
        finally:
            for left in self.folder.glob(f".{file_id}*"):
                left.unlink()
