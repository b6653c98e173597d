"""Dialling rules of regions, as SQL needs them to write numbers in E.164, from the phonenumbers library."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def phone_regions(regions: Iterable[str]) -> list[tuple[str, str, str, str, int, int]]:
    """(region, country code, trunk prefix, international prefix, shortest and longest national number) each.

    Lengths are those of fixed and mobile lines without the trunk prefix. Regions that the library does not
    know are left out: numbers from there have no E.164 form unless they begin with +.
    """
    from phonenumbers import PhoneMetadata

    found = {region: PhoneMetadata.metadata_for_region(region, None) for region in sorted(set(regions))}
    return [_rules(region, data) for region, data in found.items() if data is not None]


def _rules(region: str, data: Any) -> tuple[str, str, str, str, int, int]:
    lengths = {*data.fixed_line.possible_length, *data.mobile.possible_length}
    idd = data.preferred_international_prefix or data.international_prefix or ""
    return (
        region,
        str(data.country_code),
        data.national_prefix or "",
        idd if idd.isdigit() else "00",
        min(lengths),
        max(lengths),
    )
