"""The KPI dictionary, docs/kpis.md: what each KPI counts, made from the policy and the models' own words.

python -m dagster_project.policy.dictionary --write docs/kpis.md
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from dagster_project.home import PROJECT
from dagster_project.policy.load import read_policy
from dagster_project.policy.sheet import Line, Sheet
from dagster_project.warehouse.kpi_models import KpiModel, kpi_models

SHIPPED = PROJECT / "seeds"
INTRODUCTION = """# KPIs

Made by `python -m dagster_project.policy.dictionary --write docs/kpis.md` from `seeds/` and from what the
models that count say of themselves (YAML beside `dbt_models/models/events/*/event_<kpi_id>.sql`); do not
edit. A KPI is counted for those whose schemes weigh it or have a target for it; for others it costs nothing.

Everything is the rep's whom the roster covers on the event's day. `sum` adds up, `distinct` counts each
unit once in a period and subject; `ratio` and `mean` divide what their events count by their cases, over
the whole period and subject, and nothing where there is no case. Choices that the source documents left
open: [decisions](decisions.md#further-kpis).
"""
HOW = {
    "sum": "added up",
    "distinct": "each once in a period",
    "ratio": "share of the cases",
    "mean": "mean of the cases",
}
COUNTING_TABLES = (
    "kpi_parameters", "kpi_words", "record_fields", "event_points", "visit_levels", "task_quotas",
)  # fmt: skip


def dictionary(policy: Path = SHIPPED) -> str:
    """The page, in the order of kpis.csv."""
    sheet = Sheet(read_policy(policy)[0])
    models = kpi_models()
    lines = [line for line in sheet.lines("kpis") if line.text("kpi_id") in models]
    parts = [INTRODUCTION, *_contents(lines), ""]
    for line in lines:
        parts += _entry(sheet, line, models[line.text("kpi_id")])
    return "\n".join(parts)


def _contents(lines: list[Line]) -> Iterator[str]:
    yield "| KPI | 名称 | name | unit | kind | better |"
    yield "|---|---|---|---|---|---|"
    for line in lines:
        kpi = line.text("kpi_id")
        names = f"{line.text('name_zh')} | {line.text('name_en')}"
        yield f"| [`{kpi}`](#{kpi}) | {names} | {line.text('unit')} | {line.text('kind')} | {_better(line)} |"


def _entry(sheet: Sheet, line: Line, model: KpiModel) -> Iterator[str]:
    yield f"## {model.kpi_id}"
    yield ""
    yield f"**{line.text('name_zh')}** · {line.text('name_en')}. {model.description}"
    yield ""
    yield f"- unit: {line.text('unit')}, {HOW[line.text('kind')]}; {_better(line)} is better"
    if model.cases is None:
        yield f"- counts: {model.counts}"
    else:
        yield f"- numerator: {model.counts}"
        yield f"- denominator: {model.cases}"
    yield f"- day: {model.day}"
    yield f"- leaves out: {model.leaves_out}"
    yield f"- source rows: `{line.text('entity')}`; {model.rows}"
    for table in COUNTING_TABLES:
        rows = [each for each in sheet.lines(table) if each.text("kpi_id") == model.kpi_id]
        yield from (f"- `{table}.csv`: {_row(each)}" for each in rows)
    yield ""


def _better(line: Line) -> str:
    return "more" if line.text("higher_is_better") == "true" else "less"


def _row(line: Line) -> str:
    names = [column.name for column in line.spec.columns if column.name not in {"kpi_id", "note"}]
    told = ", ".join(f"{name} {line.text(name)}" for name in names if line.text(name))
    return told + (f" ({line.text('note')})" if line.text("note") else "")


def main() -> None:
    """Print the page or write it."""
    parser = argparse.ArgumentParser(description="The KPI dictionary.")
    parser.add_argument("--write", type=Path, metavar="FILE")
    file = parser.parse_args().write
    if file is None:
        sys.stdout.write(dictionary())
    else:
        file.write_text(dictionary(), encoding="utf-8")


if __name__ == "__main__":
    main()
