"""Dialling rules of regions, as SQL needs them to write numbers in E.164, from the phonenumbers library."""

from __future__ import annotations

from collections.abc import Iterable


def phone_regions(regions: Iterable[str]) -> list[tuple[str, str, str, str, int, int]]:
    """(region, country code, trunk prefix, international prefix, shortest and longest national number) each.

    Lengths are those of fixed and mobile lines without the trunk prefix. Regions that the library does not
    know are left out: numbers from there have no E.164 form unless they begin with +.
    """
    from phonenumbers import PhoneMetadata

    rows = []
    for region in sorted(set(regions)):
        data = PhoneMetadata.metadata_for_region(region, None)
        if data is None:
            continue
        lengths = {*data.fixed_line.possible_length, *data.mobile.possible_length}
        idd = data.preferred_international_prefix or data.international_prefix
        rows.append(
            (
                region,
                str(data.country_code),
                data.national_prefix or "",
                idd if idd.isdigit() else "00",
                min(lengths),
                max(lengths),
            )
        )
    return rows
