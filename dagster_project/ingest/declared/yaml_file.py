"""YAML files whose mistakes are reported with their line, all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from dagster_project.errors import Problem

Where = tuple[str | int, ...]


class YamlFile:
    """Plain data of a YAML file, the line of every node, and the problems found so far."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.data: Any = None
        self.problems: list[Problem] = []
        self._lines: dict[Where, int] = {}
        try:
            text = path.read_text(encoding="utf-8")
            node = yaml.compose(text, Loader=yaml.SafeLoader)
            self.data = yaml.safe_load(text)
        except FileNotFoundError:
            self.problems.append(Problem(str(path), None, None, None, "no such file"))
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(Problem(str(path), None, None, None, f"cannot be read: {error}"))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else None
            self.problems.append(Problem(str(path), line, None, None, f"expected YAML: {error.problem}"))
        else:
            if node is not None:
                self._note(node, ())

    def _note(self, node: yaml.Node, where: Where) -> None:
        self._lines[where] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                name = str(key.value)
                if name in seen:
                    self._lines[(*where, name)] = key.start_mark.line + 1
                    self.wrong((*where, name), name, "each key once; this one stands twice")
                seen.add(name)
                self._note(value, (*where, name))
                self._lines[(*where, name)] = key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                self._note(value, (*where, index))

    def line(self, where: Where) -> int | None:
        """Line of a node, or of the nearest node around it."""
        while where and where not in self._lines:
            where = where[:-1]
        return self._lines.get(where)

    def wrong(self, where: Where, value: object, expected: str) -> None:
        """Note a problem at a node; the column names the way to it."""
        column = ".".join(str(part + 1) if isinstance(part, int) else part for part in where) or None
        found = None if value is None else str(value)
        self.problems.append(Problem(str(self.path), self.line(where), column, found, expected))

    def mapping(self, where: Where, data: object, allowed: Iterable[str] | None = None) -> dict[str, Any]:
        """A mapping with text keys, of the `allowed` ones if they are given; problems are noted."""
        if not isinstance(data, dict):
            self.wrong(where, data, "expected a mapping (name: value)")
            return {}
        keep = {}
        names = None if allowed is None else sorted(allowed)
        for key, value in data.items():
            if not isinstance(key, str):
                self.wrong((*where, str(key)), key, "expected text; put the name in quotes")
            elif names is not None and key not in names:
                self.wrong((*where, key), key, f"expected one of {', '.join(names)}")
            else:
                keep[key] = value
        return keep

    def text(self, where: Where, data: object) -> str:
        """A text; numbers and the like must stand in quotes so that nothing is guessed."""
        if isinstance(data, str):
            return data
        self.wrong(where, data, "expected text; put it in quotes" if data is not None else "expected text")
        return ""

    def texts(self, where: Where, data: object) -> tuple[str, ...]:
        """A text or a list of texts."""
        if isinstance(data, list):
            return tuple(self.text((*where, index), item) for index, item in enumerate(data))
        return (self.text(where, data),)

    def flag(self, where: Where, data: object) -> bool:
        """true or false."""
        if not isinstance(data, bool):
            self.wrong(where, data, "expected true or false")
        return data is True

    def choice(self, where: Where, data: object, allowed: Iterable[str]) -> str:
        """One text out of `allowed`."""
        names = sorted(allowed)
        if data not in names:
            self.wrong(where, "" if data is None else data, f"expected one of {', '.join(names)}")
            return names[0]
        return str(data)
