"""Whom a customer id stands for: ids that were merged, contacts, numbers; read from the raw rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dagster_project.errors import UsageError
from dagster_project.forgetting.numbers import fill_regions, numbered
from dagster_project.home import Home
from dagster_project.ingest.kept import rows_files
from dagster_project.ingest.ledger import Delivery, current_files, read_ledger
from dagster_project.publication.parquet import read

if TYPE_CHECKING:
    import duckdb


READ = {
    "customers": "customer_id, merged_into, merged_from",
    "contacts": "contact_id, customer_id, merged_into, merged_from, phone, mobile",
    "calls": "customer_id, contact_id, phone",
    "opportunities": "customer_id",
    "orders": "customer_id",
    "activities": "customer_id, contact_id, phone",
    "complaints": "customer_id",
    "surveys": "customer_id",
}


@dataclass(frozen=True)
class Person:
    """Ids and numbers (E.164) of one customer.

    `shared` are numbers that stay as they are in the lines of others: contacts of others bear them too, or
    only calls or activities name them, and not only those with this customer.
    """

    customers: tuple[str, ...]
    contacts: tuple[str, ...]
    numbers: tuple[str, ...]
    shared: tuple[str, ...]


def find_person(
    connection: duckdb.DuckDBPyConnection, home: Home, customer_id: str, given: Sequence[str], region: str
) -> Person:
    """Everything that the raw store knows of a customer, in any revision; `given` are numbers (E.164).

    Raises ScorelineError if no line bears the id and no number is given.
    """
    files = [line for line in current_files(read_ledger(home)) if line["rows_path"] is not None]
    fill_regions(connection, files, region)
    for entity, columns in READ.items():
        _view(connection, home, files, entity, columns)
    customers = _merged(connection, "customers", "customer_id", [customer_id])
    mine = _in("customer_id", customers)
    of_customer = _texts(connection, f"select contact_id from forget_contacts where {mine}")
    contacts = _merged(connection, "contacts", "contact_id", of_customer) if of_customer else []
    _fill_numbers(connection, home, files, region)
    theirs = f"{mine} or {_in('contact_id', contacts)}"
    own = set(_texts(connection, f"select number from forget_numbers where is_contact and ({theirs})"))
    found = own | set(_texts(connection, f"select number from forget_numbers where {theirs}"))
    others = f"not ({theirs}) and (customer_id <> '' or contact_id <> '')"
    of_contacts = set(_texts(connection, f"select number from forget_numbers where is_contact and {others}"))
    of_others = set(_texts(connection, f"select number from forget_numbers where {others}"))
    shared = ((own & of_contacts) | ((found - own) & of_others)) - set(given)
    lines = " union all ".join(f"select customer_id from forget_{entity} where {mine}" for entity in READ)
    if not given and len(customers) == 1 and not _texts(connection, lines):
        raise UsageError(f"no line of the raw store bears the customer {customer_id!r}; nothing was changed")
    numbers = sorted((found - shared) | set(given))
    return Person(tuple(sorted(customers)), tuple(sorted(contacts)), tuple(numbers), tuple(sorted(shared)))


def _view(
    connection: duckdb.DuckDBPyConnection, home: Home, files: list[Delivery], entity: str, columns: str
) -> None:
    """Table `forget_<entity>` with the trimmed columns of every row that was ever read."""
    paths = [p for line in files if line["entity"] == entity for p in rows_files(home, line["rows_path"])]
    listed = ", ".join(f"coalesce(trim({name}), '') as {name}" for name in columns.split(", "))
    nothing = ", ".join(f"'' as {name}" for name in columns.split(", "))
    source = f"{listed} from {read(paths)}" if paths else f"{nothing} where false"
    connection.execute(f"create or replace temp table forget_{entity} as select distinct {source}")


def _merged(connection: duckdb.DuckDBPyConnection, entity: str, key: str, ids: list[str]) -> list[str]:
    """The ids and all that a merge, in whatever direction, makes the same as one of them."""
    return _texts(
        connection,
        f"""
        with recursive said as (
            select {key} as a, merged_into as b from forget_{entity} where merged_into <> ''
            union all
            select {key}, trim(unnest(string_split(merged_from, ';'))) from forget_{entity}
            where merged_from <> ''
        ),
        pair as (select a, b from said union select b, a from said),
        same as (
            select unnest([{", ".join(_text(each) for each in ids)}]) as id
            union
            select pair.b from same inner join pair on pair.a = same.id
        )
        select id from same where id <> ''
        """,
    )


def _fill_numbers(
    connection: duckdb.DuckDBPyConnection, home: Home, files: list[Delivery], region: str
) -> None:
    """Table `forget_numbers`: number in E.164 beside the ids that its row bears."""
    connection.execute(
        "create or replace temp table forget_numbers "
        "(is_contact boolean, number varchar, customer_id varchar, contact_id varchar)"
    )
    for line in files:
        if line["entity"] not in ("calls", "contacts", "activities"):
            continue
        rows = read(rows_files(home, line["rows_path"]))
        phones = ("phone", "mobile") if line["entity"] == "contacts" else ("phone",)
        source = numbered(rows, phones, line["region"] or region, line["trunk_prefix"] or "")
        for phone in phones:
            connection.execute(
                "insert into forget_numbers "
                f"select distinct {line['entity'] == 'contacts'}, {phone}__number, "
                f"coalesce(trim(customer_id), ''), coalesce(trim(contact_id), '') from {source} "
                f"where {phone}__number is not null"
            )


def _texts(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [value for (value,) in connection.execute(f"select distinct * from ({query})").fetchall()]


def _in(column: str, ids: list[str]) -> str:
    return f"{column} in ({', '.join(_text(each) for each in ids) or 'null'})"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
