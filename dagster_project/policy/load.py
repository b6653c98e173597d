"""A policy folder into memory, and from there into a warehouse.

Raises `UsageError` with every problem that the whole folder has when it cannot be read: a missing file
or column, broken CSV, a setting that has no usable value.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from pathlib import Path

from dagster_project.errors import Problem, UsageError, nearest
from dagster_project.policy.check import check_policy, in_order
from dagster_project.policy.model import Policy, PolicyTable
from dagster_project.policy.reading import read_table
from dagster_project.policy.settings import read_settings
from dagster_project.policy.tables import TABLES
from dagster_project.policy.write import write_policy

__all__ = ["Policy", "check_folder", "check_policy", "load_policy", "read_policy", "write_policy"]


def load_policy(folder: Path) -> Policy:
    """The policy of a folder. Raises `UsageError` where a file or a setting cannot be read."""
    policy, problems = read_policy(folder)
    if problems:
        everything = in_order([*problems, *check_policy(policy, None)])
        raise UsageError(f"the policy in {folder} cannot be read:", everything)
    return policy


def check_folder(folder: Path, computed_kpis: AbstractSet[str] | None) -> list[Problem]:
    """Every problem of a folder at once, those of form among them; never raises for a wrong policy."""
    policy, problems = read_policy(folder)
    return in_order([*problems, *check_policy(policy, computed_kpis)])


def read_policy(folder: Path) -> tuple[Policy, list[Problem]]:
    """What can be read of a folder, and every problem of form."""
    tables: dict[str, PolicyTable] = {}
    contents: dict[str, bytes] = {}
    problems = _strangers(folder)
    for name, spec in TABLES.items():
        tables[name] = PolicyTable(name, (), [])
        try:
            content = (folder / spec.file).read_bytes()
        except FileNotFoundError:
            if spec.must_exist:
                problems.append(
                    Problem(spec.file, None, None, None, "expected this file in the policy folder")
                )
            continue
        except OSError as error:
            problems.append(Problem(spec.file, None, None, None, f"cannot be read: {error.strerror}"))
            continue
        contents[spec.file] = content
        tables[name], found = read_table(spec, content)
        problems.extend(found)
    settings, found = read_settings(tables["settings"])
    return Policy(folder, tables, settings, contents), problems + found


def _strangers(folder: Path) -> list[Problem]:
    """CSV files that are no policy table: a misspelt name would otherwise drop a table unseen."""
    if not folder.is_dir():
        return [Problem(str(folder), None, None, None, "expected a folder with the policy's CSV files")]
    known = {spec.file for spec in TABLES.values()}
    strange = sorted(path.name for path in folder.glob("*.csv") if path.name not in known)
    return [
        Problem(name, None, None, None, f"no such policy table{nearest(name, known)}") for name in strange
    ]
