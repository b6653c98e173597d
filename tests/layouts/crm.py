"""What the tests of CRM layouts share."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from dagster_project.ingest.declared.layout import Layout
from dagster_project.ingest.declared.layout_file import load_layout
from tests.ingest.site import Site
from tests.layouts.folders import HERE, LAYOUTS, TEMPLATES

NAMES = ("hubspot_*.yml", "salesforce_*.yml", "chinese_excel_*.yml")
SHIPPED = sorted(path for pattern in NAMES for path in LAYOUTS.glob(pattern))
VENDORS = ("hubspot_*.yml", "zoho_*.yml", "pipedrive_*.yml", "dynamics_*.yml")
DRAFTS = sorted(path for pattern in VENDORS for path in TEMPLATES.glob(pattern))


def read_layout(path: Path) -> Layout:
    layout, file = load_layout(path)
    assert not file.problems
    return layout


def use(site: Site, layout: str, entity: str, more: str = "") -> None:
    site.use_sources(
        f"sources:\n  - {{name: crm, entity: {entity}, layout: {layout}, path: 'crm/**', "
        f"time_zone: Asia/Shanghai{more}}}\n"
    )


def table(*lines: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(lines)
    return out.getvalue()


def sample(name: str) -> list[list[str]]:
    """A sample of ours as records."""
    with (HERE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def only(site: Site) -> dict[str, Any]:
    site.ingest()
    [delivery] = site.current().values()
    return delivery
