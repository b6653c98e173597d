"""Rows of one file with everything replaced that tells of forgotten people; all other cells stay as they are.

A row is theirs if it bears an id of theirs, or a call, contact or activity without another customer's id
a number of theirs. In it every text that may tell of a person is replaced, equal texts by equal ones, so
that what is a repetition or a revision stays one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.forgetting.numbers import numbered
from dagster_project.forgetting.register import CONTACT, CUSTOMER, MARK, NUMBER, Register

PHONES = ("phone", "mobile")
TEXTS = (
    "name", "department", "title", "gender", "email", "im", "need", "owner_contact", "text", "recording",
    "comment",
)  # fmt: skip
"""Free text about a person; whatever is blank stays blank."""
MERGES = ("merged_into", "merged_from")
EXTRA = "extra"
"""Columns of the file that no rule reads, kept as a JSON object."""


@dataclass(frozen=True)
class Blot:
    """How the rows of one file are looked at and rewritten: entity, region and outside-line digit of it."""

    register: Register
    entity: str
    region: str
    trunk: str
    columns: Sequence[str]

    def select(self, source: str) -> str:
        """SQL: every row with its columns replaced where they must be, and `theirs`, whether any was."""
        changed = {name: self._replaced(name) for name in self.columns}
        listed = ", ".join(f"{sql} as {name}" for name, sql in changed.items())
        touched = " or ".join(
            f"({sql}) is distinct from {name}" for name, sql in changed.items() if sql != name
        )
        phones = [name for name in PHONES if name in self.columns]
        rows = numbered(f"({source})", phones, self.region, self.trunk)
        inner = f"select *, {self._theirs()} as is_theirs from {rows}"
        return f"select {listed}, coalesce({touched or 'false'}, false) as theirs from ({inner})"

    def _theirs(self) -> str:
        """SQL: whether the row tells of them."""
        register = self.register
        by_id = [
            register.known(kind, f"trim({name})")
            for name, kind in (("customer_id", CUSTOMER), ("contact_id", CONTACT))
            if name in self.columns
        ]
        by_number = [register.known(NUMBER, f"{name}__number") for name in PHONES if name in self.columns]
        others = "coalesce(trim(customer_id), '') <> ''" if "customer_id" in self.columns else "false"
        tests = [*by_id, *([f"(not ({others}) and ({' or '.join(by_number)}))"] if by_number else [])]
        return f"({' or '.join(tests) or 'false'})"

    def _replaced(self, name: str) -> str:
        """SQL: one column's text."""
        register = self.register
        if name in ("customer_id", "contact_id"):
            kind = CUSTOMER if name == "customer_id" else CONTACT
            value = f"trim({name})"
            instead = register.instead(kind, value)
            return f"case when {register.known(kind, value)} then {instead} else {name} end"
        if name in MERGES and self.entity in ("customers", "contacts"):
            return self._replaced_list(name, CUSTOMER if self.entity == "customers" else CONTACT)
        if name in PHONES:
            number = f"{name}__number"
            return (
                f"case when {register.known(NUMBER, number)} then {register.instead(NUMBER, number)} "
                f"when not is_theirs or coalesce(trim({name}), '') = '' then {name} "
                f"else coalesce({register.instead(NUMBER, number)}, '*') end"
            )
        if name in TEXTS:
            blank = f"coalesce(trim({name}), '') = '' or starts_with({name}, '{MARK}')"
            breaks = f"repeat(chr(10), length({name}) - length(replace({name}, chr(10), '')))"
            instead = f"{register.instead('text', name)} || {breaks}"  # a record keeps its number of lines
            return f"case when not is_theirs or {blank} then {name} else {instead} end"
        return f"case when is_theirs then null else {name} end" if name == EXTRA else name

    def _replaced_list(self, name: str, kind: str) -> str:
        """SQL: ids separated by `;`, each replaced by itself."""
        part = "trim(part)"
        known, instead = self.register.known(kind, part), self.register.instead(kind, part)
        return (
            f"array_to_string(list_transform(string_split({name}, ';'), "
            f"lambda part: case when {known} then {instead} else part end), ';')"
        )
