"""What happens to records besides: they are deleted and come back, merged, masked; words that a layout uses
otherwise.

Drawn apart from everything else, so that what a seed gives otherwise stays what it was.
"""

from collections.abc import Callable
from datetime import datetime
from random import Random

from tests.random_scenarios.staff import Row
from tests.reference.base_policy import Tables, rows

File = tuple[str, str, list[Row], datetime]
Files = tuple[list[File], list[File]]


def mishaps(rng: Random, files: Files, tables: list[Tables]) -> None:
    """Adds to the files of both nights and to the policies, in place."""
    _delete(rng, files, "calls", 0.03)
    _delete(rng, files, "opportunities", 0.1)
    _delete(rng, files, "orders", 0.1)
    _merge(rng, files, "customers", "customer_id")
    _merge(rng, files, "contacts", "contact_id")
    _delete(rng, files, "customers", 0.1)
    _delete(rng, files, "contacts", 0.1)
    _hide_numbers(rng, files)
    _words(rng, tables)


def _all(files: Files, entity: str) -> list[Row]:
    return [row for night in files for _, kind, found, _ in night if kind == entity for row in found]


def _add(rng: Random, files: Files, entity: str, row: Row) -> None:
    """Into a file of either night, if that night has one."""
    there = [found for _, kind, found, _ in files[rng.randint(0, 1)] if kind == entity]
    if there:
        found = rng.choice(there)
        found.insert(rng.randint(0, len(found)), row)


def _delete(rng: Random, files: Files, entity: str, share: float) -> None:
    for row in _all(files, entity):
        if rng.random() < share:
            _add(rng, files, entity, {**row, "is_deleted": rng.choice(("true", "1", "yes"))})
            if rng.random() < 0.3:
                _add(rng, files, entity, {**row, "is_deleted": rng.choice(("false", ""))})


def _merge(rng: Random, files: Files, entity: str, key: str) -> None:
    """Mostly forward in the order of ids, so that few chains close; into unknown ids now and then."""
    records = {str(row[key]): row for row in _all(files, entity)}
    ids = sorted(records)
    for one in ids:
        if rng.random() < 0.15:
            into = rng.choice([*(other for other in ids if other > one), "Z98", one])
            _add(rng, files, entity, {**records[one], "merged_into": into})
        if rng.random() < 0.15:
            taken = rng.sample([*(other for other in ids if other < one), "Z99"], k=1)
            taken += rng.sample(ids, k=rng.choice((0, 0, 1)))
            _add(rng, files, entity, {**records[one], "merged_from": rng.choice((";", " ; ")).join(taken)})


def _hide_numbers(rng: Random, files: Files) -> None:
    ways: list[Callable[[str], str]] = [
        lambda digits: f"{digits[:3]}****{digits[7:]}",
        lambda digits: f"{digits[:3]}xxxx{digits[7:]}",
        lambda digits: f"{digits[0]}.{digits[1:3]}E+{len(digits) - 1}",
        lambda digits: f"{digits[0]}.{digits[1:]}E+{len(digits) - 1}",
        lambda digits: f"{digits}.0",
        lambda digits: f"'{digits}",
        lambda digits: f"{digits}-8012",
    ]
    for entity, column in (("calls", "phone"), ("contacts", "mobile")):
        for row in _all(files, entity):
            phone = str(row.get(column, ""))
            if phone.isascii() and phone.isdigit() and phone.startswith("1") and rng.random() < 0.2:
                row[column] = rng.choice(ways)(phone)


def _words(rng: Random, tables: list[Tables]) -> None:
    """Rows for the layout, which go before the general ones, and for the source, which go before both."""
    heading = "value,canonical,source,connected,human_answered,valid_from,valid_to,note"
    chosen = {
        "dispositions": rows(
            heading,
            f"busy,{rng.choice(('connected', 'busy'))},canonical,,,,2026-01-15,layout",
            "answered,voicemail,canonical,,,,,layout",
            f"answered,connected,calls,{rng.choice(('true', ''))},,,,source",
        ),
        "results": rows(
            heading, "odd word,key_person,canonical,,,,,layout", "boss,refused,calls,,,2026-02-01,,source"
        ),
    }
    if rng.random() < 0.5:
        for policy in {id(policy): policy for policy in tables}.values():
            for name, added in chosen.items():
                policy[name] = [*policy[name], *added]
