"""`sources.yml`: which files below the landing folder are what, and where they come from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from dagster_project.errors import Problem, UsageError, nearest
from dagster_project.ingest.declared.entities import Entity, entity_names, load_entity
from dagster_project.ingest.declared.glob import glob_pattern
from dagster_project.ingest.declared.layout import Layout
from dagster_project.ingest.declared.layout_file import FOLDER, OVERRIDES, TEMPLATES, load_layout, overridden
from dagster_project.ingest.declared.yaml_file import Where, YamlFile
from dagster_project.ingest.exported_at import stamp_pattern

SHIPPED = Path(__file__).resolve().parents[2] / "sources.yml"
FIELDS = (
    "name", "entity", "layout", "path", "time_zone", "exported_at", "mode", "key_space", "region",
    "trunk_prefix", "expected", *OVERRIDES,
)  # fmt: skip
DAYS = ("working_days", "every_day")


@dataclass(frozen=True)
class Source:
    """One kind of files: `path` is a glob below the landing folder.

    `time_zone` None: the site's. `region` None: the default region. `key_space` '': the canonical one.
    `trunk_prefix`: what is dialled for an outside line. `expected_days` (None: no promise): the business days
    whose export must come; `arrives_by`: until when on the day after, `HH:MM` at the site.
    """

    name: str
    entity: Entity
    layout: Layout
    path: str
    time_zone: str | None
    exported_at: tuple[str, ...]
    mode: str
    key_space: str
    region: str | None
    trunk_prefix: str | None = None
    expected_days: str | None = None
    arrives_by: str | None = None

    def matches(self, name: str) -> bool:
        """Whether a file's path below the landing folder fits the glob."""
        return glob_pattern(self.path).fullmatch(name) is not None


def find_source(sources: list[Source], name: str) -> Source | None:
    """The first source whose glob and layout fit the file, else the first whose glob does, else None."""
    fitting = [source for source in sources if source.matches(name)]
    return next((s for s in fitting if s.layout.takes(name)), fitting[0] if fitting else None)


def load_sources(path: Path) -> list[Source]:
    """Sources of a file, with their entities and layouts; raises UsageError with every problem."""
    sources, problems = _read(path)
    if problems:
        raise UsageError("The sources cannot be used:", problems)
    return sources


def check_sources(path: Path) -> list[Problem]:
    """Every problem of a sources file and of the layouts that it names."""
    return _read(path)[1]


def layout_path(sources_file: Path, name: str) -> Path:
    """Where a layout stands: in `layouts/` beside the sources file, else among the shipped ones."""
    beside = sources_file.parent / "layouts" / f"{name}.yml"
    return beside if beside.exists() else FOLDER / f"{name}.yml"


def _read(path: Path) -> tuple[list[Source], list[Problem]]:
    file = YamlFile(path)
    if file.problems:
        return [], file.problems
    top = file.mapping((), file.data, ("defaults", "sources"))
    defaults = file.mapping(("defaults",), top.get("defaults", {}), FIELDS)
    entries = top.get("sources")
    if not isinstance(entries, list) or not entries:
        file.wrong(("sources",), entries, "expected a list of sources")
        return [], file.problems
    sources: list[Source] = []
    names: set[object] = set()
    layouts: dict[str, Layout | None] = {}
    problems: list[Problem] = []
    for index, entry in enumerate(entries):
        where: Where = ("sources", index)
        if not isinstance(entry, dict):
            file.wrong(where, entry, "expected a source: {name: ..., entity: ..., layout: ..., path: ...}")
            continue
        said = {**defaults, **file.mapping(where, entry, FIELDS)}
        source = _source(file, where, said, layouts, problems)
        if str(said.get("name")) in names:
            file.wrong(
                (*where, "name"), said.get("name"), "expected a name of its own; another source bears it"
            )
        names.add(str(said.get("name")))
        if source:
            sources.append(source)
    return sources, sorted([*file.problems, *problems], key=lambda p: (p.file, p.line or 0))


def _layout(
    file: YamlFile, where: Where, name: str, layouts: dict[str, Layout | None], problems: list[Problem]
) -> Layout | None:
    if name not in layouts:
        path = layout_path(file.path, name)
        layouts[name] = None
        if not re.fullmatch(r"\w+", name) or not path.exists():
            found = sorted(
                p.stem for folder in (FOLDER, file.path.parent / "layouts") for p in folder.glob("*.yml")
            )
            expected = f"expected a layout (`scoreline layouts` lists them){nearest(name, found)}"
            if (TEMPLATES / f"{name}.yml").exists():
                expected = (
                    "this is a template: copy it into layouts/ beside the sources file, and let "
                    "`scoreline probe` show what does not fit"
                )
            file.wrong((*where, "layout"), name, expected)
        else:
            layout, layout_file = load_layout(path)
            problems.extend(layout_file.problems)
            layouts[name] = None if layout_file.problems else layout
    return layouts[name]


def _source(
    file: YamlFile,
    where: Where,
    said: dict[str, Any],
    layouts: dict[str, Layout | None],
    problems: list[Problem],
) -> Source | None:
    before = len(file.problems)
    name = file.text((*where, "name"), said.get("name"))
    if name and not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        file.wrong((*where, "name"), name, "expected lower case letters, digits and _")
    entity_name = file.choice((*where, "entity"), said.get("entity"), entity_names())
    layout = _layout(file, where, file.text((*where, "layout"), said.get("layout")), layouts, problems)
    path = file.text((*where, "path"), said.get("path"))
    if path.startswith("/") or ".." in path.split("/"):
        file.wrong((*where, "path"), path, "expected a path below the landing folder")
    zone = _zone(file, (*where, "time_zone"), said.get("time_zone"))
    region = _region(file, (*where, "region"), said.get("region"))
    mode = file.choice((*where, "mode"), said.get("mode", "delta"), ("delta", "snapshot"))
    formats = _formats(file, (*where, "exported_at"), said.get("exported_at", []))
    key_space = file.text((*where, "key_space"), said["key_space"]) if "key_space" in said else None
    if layout is None:
        return None
    entity = load_entity(entity_name)
    if layout.entity not in (None, said.get("entity")) and entity.name == said.get("entity"):
        file.wrong((*where, "layout"), layout.name, f"makes {layout.entity}, not {entity.name}")
    if zone is None and layout.needs_zone(entity):
        file.wrong(
            (*where, "time_zone"), None, f"layout {layout.name} gives times without offset; say their zone"
        )
    layout = overridden(file, where, layout, entity, said)
    trunk = said.get("trunk_prefix")
    if trunk is not None and not (isinstance(trunk, str) and re.fullmatch(r"[0-9]{1,4}", trunk)):
        file.wrong((*where, "trunk_prefix"), trunk, 'expected digits in quotes, such as "9"')
    expected = _expected(file, (*where, "expected"), said.get("expected"))
    if len(file.problems) > before:
        return None
    if key_space is None:
        key_space = "" if layout.canonical else name
    return Source(name, entity, layout, path, zone, formats, mode, key_space, region, trunk, *expected)


def _expected(file: YamlFile, where: Where, data: object) -> tuple[str | None, str | None]:
    """Business days whose export must come, and the time of the day after until which it should."""
    if data is None:
        return None, None
    said = file.mapping(where, data, ("days", "by"))
    days = file.choice((*where, "days"), said.get("days"), DAYS)
    by = said.get("by")
    if by is not None and not (isinstance(by, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", by)):
        file.wrong((*where, "by"), by, 'expected a time of day in quotes, such as "07:00"')
    return days, by


def _region(file: YamlFile, where: Where, data: object) -> str | None:
    if data is None:
        return None
    from phonenumbers import SUPPORTED_REGIONS

    if data not in SUPPORTED_REGIONS:
        hint = "; the United Kingdom is GB" if data == "UK" else ""
        file.wrong(where, data, f"expected a country in two capital letters, such as CN{hint}")
        return None
    return str(data)


def _zone(file: YamlFile, where: Where, data: object) -> str | None:
    if data is None:
        return None
    if not isinstance(data, str) or (data != "UTC" and data not in available_timezones()):
        file.wrong(where, data, "expected a name of the time zone database, such as Asia/Shanghai")
        return None
    return ZoneInfo(data).key


def _formats(file: YamlFile, where: Where, data: object) -> tuple[str, ...]:
    formats = file.texts(where, data)
    for text in formats:
        try:
            stamp_pattern(text)
        except ValueError as error:
            file.wrong(where, text, f"{error} is not known; expected %Y %m %d %H %M %S %y %b %z %s")
    return formats


def names_of_sources_and_layouts(path: Path) -> set[str] | None:
    """Every name that a policy row may give as its source; None while the sources file is wrong.

    Shipped layouts count whether or not a source names them: the shipped policy knows all their words.
    """
    try:
        names = {source.name for source in load_sources(path)}
    except UsageError:
        return None
    for folder in (FOLDER, TEMPLATES, path.parent / "layouts"):
        names |= {layout.stem for layout in folder.glob("*.yml")}
    return names
