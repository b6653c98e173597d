"""The least that one could do: load the exports and count, in one DuckDB script.

No checks, no duplicates taken out, no identity of customers, no policy, no lineage: it trusts every file. It
is the floor that the whole nightly job is measured against.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

CALLS = {
    "call_id": "varchar",
    "rep_id": "varchar",
    "started_at": "timestamp",
    "disposition": "varchar",
    "talk_seconds": "integer",
    "ring_seconds": "integer",
    "direction": "varchar",
    "phone": "varchar",
    "customer_id": "varchar",
    "contact_id": "varchar",
    "result": "varchar",
    "linked_id": "varchar",
    "campaign": "varchar",
}
# told outright: guessing the types of a hundred files costs several times as much as reading them

LOAD = """
create table call as
    select
        rep_id, team_id, started_at::date as day, coalesce(customer_id, phone) as customer,
        disposition = 'connected' and result = 'key_person' as successful
    from read_csv('{landing}/calls/**/*.csv', header = true, auto_detect = false, columns = {columns})
    left join (
        select rep_id, max_by(team_id, valid_from) as team_id
        from read_csv('{landing}/roster/**/*.csv', all_varchar = true) group by rep_id
    ) using (rep_id)
    where direction is null;
create table opportunity as
    select rep_id, customer_id, visit_accepted_at::date as accepted_on, confirmed_at::date as confirmed_on
    from read_csv('{landing}/opportunities/**/*.csv', all_varchar = true);
"""

COUNT = """
copy (
    select
        date_trunc('{grain}', day) as period_start, rep_id, team_id,
        count(*) as dials,
        count(*) filter (successful) as successful_calls,
        count(distinct customer) filter (successful) as customers
    from call
    group by grouping sets ((1, rep_id), (1, team_id), (1))
    order by all
) to '{out}/calls_{grain}.parquet';
copy (
    select
        date_trunc('{grain}', day) as period_start, rep_id,
        count(distinct customer_id) filter (milestone = 'accepted') as potential,
        count(distinct customer_id) filter (milestone = 'confirmed') as valid
    from (
        select rep_id, customer_id, accepted_on as day, 'accepted' as milestone from opportunity
        union all
        select rep_id, customer_id, confirmed_on, 'confirmed' from opportunity where confirmed_on is not null
    )
    group by 1, 2
    order by all
) to '{out}/opportunities_{grain}.parquet';
"""


def main(landing: Path, out: Path) -> None:
    """Count the exports under `landing` by day, week and month into Parquet files in `out`."""
    out.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    connection.execute(LOAD.format(landing=landing, columns=CALLS))
    for grain in ("day", "week", "month"):
        connection.execute(COUNT.format(grain=grain, out=out))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
