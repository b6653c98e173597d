"""The CRM's customers and contacts: all of them on the first night, then what changed, night by night."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from dagster_project.generate.crm_sql import (
    ASKED_FOR_REST,
    FIRST,
    LEARNED,
    MERGED,
    PROMOTED,
    contacts_sql,
    customers_sql,
)
from dagster_project.generate.draws import Draws, IntArray
from dagster_project.generate.landing import Landing
from dagster_project.generate.world import BASE_NIGHT, TWIN_EVERY, World, has_landline, landline, mobile

NEW_PERMILLE = 15
CHANGED_PERMILLE = 60


def customer_revisions(world: World) -> pd.DataFrame:
    """Rows (id, night, kind) in order of night and number; nights are numbers of working days."""
    draws = Draws(world.seed, 4)
    customer = np.arange(world.customers, dtype=np.int64)
    nights = len(world.span.working_days)
    twin = customer % TWIN_EVERY == TWIN_EVERY - 1
    doubled = customer % TWIN_EVERY == TWIN_EVERY - 2
    new = draws.chance(NEW_PERMILLE, world.customers) & ~twin & ~doubled & (nights > 1)
    created = np.where(new, 1 + draws.below(max(1, nights - 1), world.customers), BASE_NIGHT)
    kind = np.where(draws.chance(800, world.customers), LEARNED, ASKED_FOR_REST)
    alters = draws.chance(CHANGED_PERMILLE, world.customers) | twin
    return _revisions(draws, created, np.where(twin, MERGED, kind), alters, nights)


def contact_revisions(world: World, customers: pd.DataFrame) -> pd.DataFrame:
    """Rows (id, night, kind): a contact appears with its customer; a few are promoted to decide later."""
    draws = Draws(world.seed, 5)
    contact = np.arange(world.contacts, dtype=np.int64)
    first = customers[customers["kind"] == FIRST].sort_values("id")["night"].to_numpy()
    created = first[world.customer_of(contact)]
    alters = draws.chance(20, world.contacts)
    promoted = np.full(world.contacts, PROMOTED, dtype=np.int64)
    return _revisions(draws, created, promoted, alters, len(world.span.working_days))


def _revisions(
    draws: Draws, created: IntArray, kind: IntArray, alters: npt.NDArray[np.bool_], nights: int
) -> pd.DataFrame:
    """Each thing's first revision, and the changed one where it alters on a later night of the span."""
    number = np.arange(len(created), dtype=np.int64)
    changed = created + draws.below(max(1, nights), len(created))
    alters = alters & (changed > created) & (changed < nights)
    frame = pd.DataFrame(
        {
            "id": np.concatenate([number, number[alters]]),
            "night": np.concatenate([created, changed[alters]]),
            "kind": np.concatenate([np.full(len(created), FIRST, dtype=np.int64), kind[alters]]),
        }
    )
    return frame.sort_values(["night", "id"], ignore_index=True)


def write_crm(world: World, landing: Landing) -> None:
    """Write both entities' exports."""
    customers = customer_revisions(world)
    contacts = contact_revisions(world, customers)
    number = contacts["id"].to_numpy()
    contacts["customer"] = world.customer_of(number)
    contacts["mobile"] = mobile(number)
    contacts["landline"] = np.where(
        has_landline(number, world) == 1, landline(contacts["customer"].to_numpy()), 0
    )
    _write_nights(world, landing, "customers", customers, customers_sql)
    _write_nights(world, landing, "contacts", contacts, contacts_sql)


def _write_nights(
    world: World, landing: Landing, entity: str, frame: pd.DataFrame, select: Callable[[World, date], str]
) -> None:
    bounds = np.searchsorted(frame["night"].to_numpy(), np.arange(len(world.span.working_days) + 1))
    for night, day in enumerate(world.span.working_days):
        part = frame.iloc[bounds[night] : bounds[night + 1]]
        if len(part):
            landing.write(entity, day, select(world, day), part)
