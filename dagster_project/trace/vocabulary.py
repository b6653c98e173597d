"""What a source's words mean by the policy: the source's own row, its layout's, the general one, the word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dagster_project.policy.model import Row
from dagster_project.trace.policy_rows import TRUE, PolicyRows, in_force
from dagster_project.trace.rawstore import Line

CANONICAL = {
    "dispositions": ("connected", "no_answer", "busy", "failed", "cancelled", "voicemail"),
    "results": ("key_person", "other_person", "refused", "voicemail", "wrong_number", "callback", "none"),
}


@dataclass(frozen=True)
class Meaning:
    """What a word means; `row` is the policy's, None where the word is canonical itself or unknown."""

    canonical: str | None
    connected: bool | None
    row: Row | None = None


UNKNOWN = Meaning(None, None)


class Vocabulary:
    """The words of `dispositions.csv` and `results.csv`."""

    def __init__(self, policy: PolicyRows) -> None:
        self._words: dict[tuple[str, str], list[Row]] = {}
        for table in CANONICAL:
            for row in policy.rows(table):
                self._words.setdefault((table, row.text("value").lower()), []).append(row)

    def meaning(self, table: str, line: Line, day: date | None) -> Meaning:
        """What the line's disposition or result meant on its day."""
        word = (line.get(table[:-1]) or "").lower()
        if not word or day is None:
            return UNKNOWN
        for origin in (line.file.source, line.file.layout, ""):
            for row in self._words.get((table, word), []):
                if row.text("source") == origin and in_force(row, day):
                    return Meaning(row.text("canonical"), _connected(table, row), row)
        if word not in CANONICAL[table]:
            return UNKNOWN
        if table == "dispositions":
            return Meaning(word, word == "connected")
        return Meaning(word, word != "voicemail")


def _connected(table: str, row: Row) -> bool | None:
    said = row.text("connected").lower()
    if said:
        return said in TRUE
    return row.text("canonical") == "connected" if table == "dispositions" else None
