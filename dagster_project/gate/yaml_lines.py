"""YAML whose mappings know the line they start on, so that a mistake can be pointed at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from dagster_project.errors import Problem


class Lined(dict[Any, Any]):
    """A mapping and the line (from 1) that it starts on."""

    line: int = 1


# libyaml's parser where the installation has it: ten times faster
_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):  # type: ignore[misc]  # one of two base classes of one kind
    """Safe loader that keeps lines and refuses a key that stands twice."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Lined:
    keys = [loader.construct_object(key) for key, _ in node.value]
    for index, key in enumerate(keys):
        if key in keys[:index]:
            mark = node.value[index][0].start_mark
            raise yaml.constructor.ConstructorError(problem=f"{key!r} stands twice", problem_mark=mark)
    lined = Lined(loader.construct_mapping(node, deep=True))
    lined.line = node.start_mark.line + 1
    return lined


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_yaml(path: Path, problems: list[Problem]) -> Lined | None:
    """Read one mapping from a YAML file; on a mistake add it to `problems` and return `None`."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        problems.append(Problem(path.name, line, None, None, f"expected YAML: {error.problem}"))
        return None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        problems.append(Problem(path.name, None, None, None, f"expected YAML in UTF-8: {error}"))
        return None
    if not isinstance(content, Lined):
        problems.append(
            Problem(path.name, 1, None, None, "expected a mapping with tables, schema and checks")
        )
        return None
    return content
