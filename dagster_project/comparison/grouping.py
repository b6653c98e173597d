"""Changes put together as people ask for them: one subject, one period, one scheme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from dagster_project.comparison.compare import Change

GRAINS = ("month", "week", "quarter", "year", "day")
"""Within one kind of change, in this order."""


@dataclass(frozen=True)
class Group:
    """The changes of one subject in one period and scheme."""

    changes: list[Change]

    @property
    def head(self) -> Change:
        """Any of them, for what they share."""
        return self.changes[0]

    def of(self, kpi_id: str | None, column: str) -> Change | None:
        """One value: of a KPI, or of the score where there is none."""
        return next((one for one in self.changes if (one.kpi_id, one.column_name) == (kpi_id, column)), None)

    @property
    def colours(self) -> int:
        """How many bands changed; that of the score counts ten times, a consequence a hundred times."""
        bands = sum(10 if one.kpi_id is None else 1 for one in self.changes if one.column_name == "band")
        return bands + 100 * len(self.consequences)

    @property
    def consequences(self) -> dict[str, list[Change]]:
        """What rules say of the subject and say otherwise now, by rule."""
        rules = sorted({one.rule_id for one in self.changes if one.rule_id is not None})
        return {rule: [one for one in self.changes if one.rule_id == rule] for rule in rules}

    @property
    def difference(self) -> Decimal:
        """By how much the score differs, without sign."""
        score = self.of(None, "score")
        if score is None:
            return Decimal(0)
        return abs(Decimal(score.new_value or 0) - Decimal(score.old_value or 0))

    @property
    def why(self) -> dict[str, str]:
        """Causes in the order of their first value, each with its first file."""
        found: dict[str, str] = {}
        for one in self.changes:
            if one.cause and not found.get(one.cause):
                found[one.cause] = one.first_source_file
        return found


def grouped(changes: Iterable[Change]) -> list[Group]:
    """Groups: consequences and colours first, then by the difference of the score, then by subject."""
    groups = [Group(list(found)) for _, found in groupby(sorted(changes, key=_shared), key=_shared)]
    return sorted(groups, key=_place)


def _shared(one: Change) -> tuple[str, ...]:
    return one.subject_kind, one.subject_id, one.scheme_id, one.grain, one.period_start.isoformat()


def _place(group: Group) -> tuple[object, ...]:
    return -group.colours, -group.difference, GRAINS.index(group.head.grain), *_shared(group.head)
