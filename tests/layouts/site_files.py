"""What the samples are judged with: one roster and one set of contacts for all folders."""

from __future__ import annotations

import csv
import os
from pathlib import Path

from tests.layouts.folders import FIRST_EXPORT, Folder

SOURCES = """\
- {name: site_roster, entity: roster, layout: canonical, path: "site/roster/**"}
- {name: site_contacts, entity: contacts, layout: canonical, path: "site/contacts/**"}
"""
SINCE = "2026-01-01"
CONTACT = ("contact_id", "customer_id", "name", "phone", "mobile", "is_decision_maker")


def land_site(landing: Path, chosen: list[Folder]) -> None:
    reps = sorted({rep for folder in chosen for rep in folder.expected.get("reps", [])})
    _write(
        landing / "site" / "roster" / "roster.csv",
        ("rep_id", "valid_from", "team_id"),
        [{"rep_id": rep, "valid_from": SINCE, "team_id": "team"} for rep in reps],
    )
    contacts = [contact for folder in chosen for contact in folder.expected.get("contacts", [])]
    _write(landing / "site" / "contacts" / "contacts.csv", CONTACT, contacts)


def _write(path: Path, names: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    os.utime(path, (FIRST_EXPORT,) * 2)
