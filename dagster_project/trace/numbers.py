"""Phone numbers in E.164, by the very SQL that the publication carries."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from dagster_project.trace.opened import Opened
from dagster_project.trace.rawstore import Line
from dagster_project.warehouse.phone_regions import phone_regions

Spelling = tuple[str, str, str]
"""A number as it was written, the region of its source and the digits for an outside line."""


class Numbers:
    """Spellings to numbers."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._known: dict[Spelling, str | None] = {}

    @cached_property
    def _expressions(self) -> tuple[str, str, str, str]:
        """SQL of the steps dialled, whole, plain and number."""
        import jinja2

        # The texts become SQL for an engine in memory, not a page: nothing is to be escaped.
        environment = jinja2.Environment(  # noqa: S701
            loader=jinja2.FileSystemLoader(self._opened.manifest.folder / "sql" / "macros")
        )
        macros = environment.get_template("numbers.sql").module
        return (
            str(macros.plain_number("text")),  # type: ignore[attr-defined]
            str(macros.without_extension("dialled", "rules")),  # type: ignore[attr-defined]
            str(macros.without_trunk("whole", "rules", "trunk")),  # type: ignore[attr-defined]
            str(macros.e164("plain", "rules")),  # type: ignore[attr-defined]
        )

    def query(self, spellings: str, regions: set[str]) -> str:
        """Rows of `spellings` (columns text, region, trunk and others) with `number` added."""
        dialled, whole, plain, number = self._expressions
        rules = ", ".join(
            f"('{region}', '{code}', '{national}', '{idd}', {shortest}, {longest})"
            for region, code, national, idd, shortest, longest in phone_regions(regions)
        )
        names = "region, country_code, national_prefix, idd_prefix, min_length, max_length"
        rules = rules or "(null::varchar, '', '', '', 0, 0)"
        return f"""
            select said.* exclude (dialled, whole, plain), {number} as number
            from (
                select said.*, {plain} as plain
                from (
                    select said.*, {whole} as whole
                    from (select *, {dialled} as dialled from {spellings}) as said
                    left join (values {rules}) as rules ({names}) on said.region = rules.region
                ) as said
                left join (values {rules}) as rules ({names}) on said.region = rules.region
            ) as said
            left join (values {rules}) as rules ({names}) on said.region = rules.region
        """

    def learn(self, lines: Sequence[Line], columns: Sequence[str]) -> None:
        """Work out the numbers of these lines at once."""
        found = {spelling(line, column) for line in lines for column in columns if line.get(column)}
        missing = sorted(found - self._known.keys())
        if not missing:
            return
        source = "(select unnest($texts) as text, unnest($regions) as region, unnest($trunks) as trunk)"
        rows = self._opened.rows(
            self.query(source, {region for _, region, _ in missing}),
            dict(zip(("texts", "regions", "trunks"), zip(*missing, strict=True), strict=True)),
        )
        for row in rows:
            self._known[row["text"], row["region"], row["trunk"]] = row["number"]

    def of(self, line: Line, column: str) -> str | None:
        """The number in a cell that was learnt; None where it identifies nobody."""
        return self._known.get(spelling(line, column)) if line.get(column) else None


def spelling(line: Line, column: str) -> Spelling:
    """What the number is made from."""
    return line.get(column) or "", line.file.region, line.file.trunk_prefix or ""
