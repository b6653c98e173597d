"""Numbers in E.164 by the very rules that the models use, outside dbt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from dagster_project.home import PROJECT
from dagster_project.ingest.ledger import Delivery
from dagster_project.warehouse.phone_regions import phone_regions

if TYPE_CHECKING:
    import duckdb

REGIONS = "forget_region"


@cache
def _rules() -> Any:
    """The macros of `numbers.sql`; they use nothing of dbt."""
    import jinja2

    text = (PROJECT / "dbt_models" / "macros" / "numbers.sql").read_text(encoding="utf-8")
    return jinja2.Environment(autoescape=False).from_string(text).module  # noqa: S701 - SQL, not HTML


def fill_regions(connection: duckdb.DuckDBPyConnection, deliveries: list[Delivery], site: str) -> None:
    """A table of the dialling rules of every region that a delivery names, and of the site's."""
    regions = phone_regions({delivery["region"] or site for delivery in deliveries} | {site})
    connection.execute(
        f"create or replace temp table {REGIONS} (region varchar, country_code varchar, "
        "national_prefix varchar, idd_prefix varchar, min_length integer, max_length integer)"
    )
    connection.executemany(f"insert into {REGIONS} values (?, ?, ?, ?, ?, ?)", regions)


def numbered(source: str, names: Sequence[str], region: str, trunk: str) -> str:
    """SQL: rows of a table expression, beside each text column `<name>` its E.164 form as `<name>__number`.

    One step a level, as staging does it: the rules name their argument many times.
    """
    rules = _rules()
    dial = f"(select rule as dial from {REGIONS} as rule where rule.region = '{region}')"
    steps: list[Callable[[str], str]] = [
        lambda name: f"{rules.plain_number(f'{name}__trimmed')} as {name}__dialled",
        lambda name: f"{rules.without_extension(f'{name}__dialled', 'dial')} as {name}__whole",
        lambda name: f"{rules.without_trunk(f'{name}__whole', 'dial', _text(trunk))} as {name}__plain",
        lambda name: f"{rules.e164(f'{name}__plain', 'dial')} as {name}__number",
    ]
    trimmed = "".join(f", trim({name}) as {name}__trimmed" for name in names)
    found = f"(select *{trimmed} from {source} left join {dial} on true)"
    for step in steps if names else []:
        found = f"(select *, {', '.join(step(name) for name in names)} from {found})"
    return found


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
