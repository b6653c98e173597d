"""What the cases of the KPI families share: a scheme that judges just the KPIs of a case."""

from pathlib import Path

from tests.golden.case import Case
from tests.reference.base_policy import bands, rows, scheme, target, weights
from tests.reference.policy import read_policy

SEEDS = Path(__file__).parents[2] / "seeds"
LEVELS = ("ratio", "mean")


def judge(case: Case, *kpis: str, per: str = "day", standard: str = "1", subject_kind: str = "rep") -> str:
    """A scheme of the case's own with these KPIs, as they ship, each with the same target; returns its id."""
    name = case.name
    case.rules(
        schemes=[scheme(name, subject_kind=subject_kind)],
        targets=[target(name, kpi, per, standard) for kpi in kpis],
        weights=weights(name, {kpis[0]: "10"}),
        bands=bands(name),
    )
    return name


def shipped_kpis() -> list[dict[str, object]]:
    """Every row of the shipped kpis.csv."""
    return [dict(row) for row in read_policy(SEEDS).rows("kpis")]


def parameters(case: Case, *lines: str) -> None:
    """Rows of kpi_parameters.csv: `kpi_id,name,value`."""
    case.rules(kpi_parameters=rows("kpi_id,name,value", *lines))


def kpi_words(case: Case, *lines: str) -> None:
    """Rows of kpi_words.csv: `kpi_id,name,value`."""
    case.rules(kpi_words=rows("kpi_id,name,value", *lines))


def actuals(case: Case, table: str, start: str, subject: str, **expected: str | None) -> None:
    """A subject's KPIs in a period of the case's scheme: `actual` or `numerator/denominator`."""
    for kpi, value in expected.items():
        if value is not None and "/" in value:
            numerator, denominator = value.split("/")
            case.expect(table, start, subject, case.name, kpi, numerator=numerator, denominator=denominator)
        else:
            case.expect(table, start, subject, case.name, kpi, actual=value)
