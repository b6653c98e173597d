"""Canonical entities: what a row of calls, customers, ... consists of. One YAML file each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dagster_project.errors import UsageError
from dagster_project.ingest.declared.yaml_file import YamlFile

FOLDER = Path(__file__).resolve().parents[2] / "entities"
KINDS = ("date", "flag", "number", "seconds", "text", "timestamp")


@dataclass(frozen=True)
class Column:
    """A canonical column; `kind` is one of `KINDS` and tells layouts which rewriting fits it."""

    name: str
    kind: str
    required: bool


@dataclass(frozen=True)
class Entity:
    """A canonical entity; `key` names the columns of its business key, `content` is its file."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    content: bytes

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in their order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column | None:
        """The column of that name, if there is one."""
        return next((column for column in self.columns if column.name == name), None)


def entity_names() -> list[str]:
    """Names of all canonical entities."""
    return sorted(path.stem for path in FOLDER.glob("*.yml"))


@cache
def load_entity(name: str) -> Entity:
    """Read one entity; raises UsageError with every problem of its file."""
    file = YamlFile(FOLDER / f"{name}.yml")
    top = file.mapping((), file.data, ("entity", "key", "columns")) if not file.problems else {}
    columns = []
    for column, facts in file.mapping(("columns",), top.get("columns", {})).items():
        where = ("columns", column)
        said = file.mapping(where, facts, ("kind", "required"))
        kind = file.choice((*where, "kind"), said.get("kind"), KINDS)
        columns.append(Column(column, kind, file.flag(where, said.get("required", False))))
    key = file.texts(("key",), top.get("key", [])) if top else ()
    names = [column.name for column in columns]
    for part in key:
        if part not in names:
            file.wrong(("key",), part, f"expected columns of the entity: {', '.join(names)}")
    if file.problems:
        raise UsageError(f"Entity {name} cannot be used", file.problems)
    return Entity(name, tuple(columns), key, file.path.read_bytes())
