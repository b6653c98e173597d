"""Which cells of an export may spell one of some phone numbers: a search that puts few of them into E.164."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

LAST_DIGITS = 7
"""As many as any spelling of a long number ends with, whatever stands before them."""
COUNTRY_CODE = 3
"""As many digits as the code of a country has at most: what a spelling may leave out."""
TAIL = 4
"""As many last characters are looked at first: nearly all spellings end with so many digits in a row."""
ODD = "[^0-9０-９+＋ ()-]|-.*-|[0-9]{7}-[0-9]{1,6} *$"
"""More than digits and usual marks, or what may be an extension: the last digits do not tell."""
PLAIN = f"[+0-9 ()]*[0-9]{{{LAST_DIGITS}}}"
"""What nearly every cell is: usual marks, then digits enough to tell. The engine sees it in one pass."""
USUAL = "[+]?[0-9 ()]*(-[0-9 ]{3,})?[0-9]{4}"
"""What most others are: not odd, and their last characters are digits. Dearer to see than `PLAIN`."""
DIGITS = "regexp_replace(translate(text, '０１２３４５６７８９', '0123456789'), '[^0-9]', '', 'g')"


def ending(number: str) -> str:
    """The last digits of a number in E.164 that every spelling of it ends with, country code or not."""
    return number[-min(LAST_DIGITS, max(1, len(number) - len("+") - COUNTRY_CODE)) :]


def tail(number: str) -> str:
    """The last characters of nearly every spelling of a number."""
    return ending(number)[-TAIL:]


def spellings(source: str, key: str, columns: Sequence[str], numbers: Iterable[str]) -> str:
    """Cells of the columns that may spell one of the numbers, with key, region and trunk prefix, as a table
    expression.

    It awaits the numbers' endings and tails in `$ends` and `$tails`, and what is told of files in `$files`,
    `$regions` and `$trunks`. What is dear is done to the few cells that the cheap looks leave; in a cell that
    is odd the last digits may stand anywhere.
    """
    cells = " union all ".join(
        f"select {key}, {column} as text, file_id from {source} where {column} <> ''" for column in columns
    )
    ends = {ending(number) for number in numbers}
    lengths = sorted({len(end) for end in ends})
    return f"""(
        with cell as (
            select *, regexp_full_match(text, '{PLAIN}') as is_plain from ({cells})
        ),
        fitting as materialized (
            select {key}, text, file_id, is_plain
            from cell
            where not is_plain or {_ends_with(lengths, "$ends")}
        ),
        likely as materialized (
            select *
            from fitting
            where is_plain or not regexp_full_match(text, '{USUAL}')
                or {_ends_with({min(TAIL, length) for length in lengths}, "$tails")}
        ),
        near as materialized (
            select {key}, text, file_id, regexp_matches(text, '{ODD}') as is_odd, {DIGITS} as digits,
                unnest({lengths}) as length
            from likely
        ),
        part as (
            select {key}, text, file_id, right(digits, length) as part
            from near
            where not is_odd
            union all
            select {key}, text, file_id, substr(digits, place, length)
            from (select *, unnest(range(1, length(digits) - length + 2)) as place from near where is_odd)
        ),
        told as (
            select unnest($files) as file_id, unnest($regions) as region, unnest($trunks) as trunk
        )
        select distinct trim(part.{key}) as {key}, trim(part.text) as text, told.region, told.trunk
        from part
        inner join told using (file_id)
        where part in (select unnest($ends))
    )"""


def _ends_with(lengths: Iterable[int], endings: str) -> str:
    """Whether the text's last characters, as many as one of the lengths, are among the endings."""
    found = (f"right(text, {length}) in (select unnest({endings}))" for length in sorted(set(lengths)))
    return f"({' or '.join(found)})"
