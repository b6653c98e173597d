"""The money that comes in for signed orders: at once, or in two instalments, some of them late."""

from __future__ import annotations

import pandas as pd

from dagster_project.generate.landing import Landing
from dagster_project.generate.rep_days import DAY, HOUR, midnights, moment, write_nights
from dagster_project.generate.world import World

FIRST_DUE, SECOND_DUE = 10, 30
"""Days after signing."""

RECEIPTS = f"""
    select
        'p' || lpad((id + 1)::varchar, 5, '0') || '-' || instalment_no as receipt_id,
        'd' || lpad((id + 1)::varchar, 5, '0') as order_id,
        {moment("received_at")} as received_at,
        ((2 + luck % 30) * 3800 // instalments) || '.00' as amount,
        instalment_no,
        {moment("due_at")}::date as due_at
    from frame
"""


def write_receipts(world: World, landing: Landing, signed: pd.DataFrame) -> None:
    """Write the exports of receipts for orders (`id`, `night`, `luck`, `closed_at`) that were kept."""
    instalments = 1 + (signed["luck"] % 3 == 0).astype("int64")
    first = signed.assign(instalments=instalments, instalment_no=1, days_due=FIRST_DUE)
    first["night"] += 1 + first["luck"] % 12
    second = first[instalments == 2].assign(instalment_no=2, days_due=SECOND_DUE)  # noqa: PLR2004
    second["night"] += 12 + second["luck"] % 9
    receipts = pd.concat([first, second], ignore_index=True)
    receipts = receipts[receipts["night"] < len(world.span.working_days)].sort_values(["night", "id"])
    receipts["received_at"] = midnights(world)[receipts["night"]] + 10 * HOUR + receipts["luck"] * 20
    receipts["due_at"] = receipts["closed_at"] // DAY * DAY + receipts["days_due"] * DAY
    write_nights(world, landing, "receipts", receipts, RECEIPTS)
