"""Everything that is wrong with a policy, before any data is touched.

Each file of `checks` holds one family of rules as `problems(sheet, computed_kpis)`; a new file is found
by being there.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import cast

from dagster_project.errors import Problem
from dagster_project.policy import checks
from dagster_project.policy.model import Policy
from dagster_project.policy.sheet import Sheet

Check = Callable[[Sheet, AbstractSet[str] | None], Iterator[Problem]]


def check_policy(policy: Policy, computed_kpis: AbstractSet[str] | None) -> list[Problem]:
    """Every problem of a policy that could be read, by file and line; empty where it may be used.

    `computed_kpis` are the KPI ids that a model counts; None leaves out the check against them.
    """
    sheet = Sheet(policy)
    return in_order(problem for check in registered() for problem in check(sheet, computed_kpis))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, by file, line, column."""
    unique = set(problems)
    return sorted(unique, key=lambda p: (p.file, p.line or 0, p.column or "", p.value or "", p.expected))


def registered() -> list[Check]:
    """The function `problems` of every module in `checks`, by the module's name."""
    modules = sorted(module.name for module in pkgutil.iter_modules(checks.__path__))
    return [cast("Check", importlib.import_module(f"{checks.__name__}.{name}").problems) for name in modules]
