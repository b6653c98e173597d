"""The settings that exist, what each accepts, and its shipped default."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast
from zoneinfo import ZoneInfo

from dagster_project.errors import Problem, nearest
from dagster_project.policy.model import PolicyTable, Settings
from dagster_project.policy.values import Choice, Day, Kind, Number, Text, Value, Whole
from dagster_project.policy.vocabulary import OPPORTUNITY_CREDITS

FILE = "settings.csv"


@dataclass(frozen=True)
class TimeZone(Text):
    """A name of the zone database, such as Asia/Shanghai."""

    def parse(self, text: str) -> str:
        """The name."""
        try:
            ZoneInfo(text)
        except (ValueError, OSError, KeyError):  # unknown, not a key at all, or a folder of the database
            raise ValueError("expected a time zone of the zone database, such as Asia/Shanghai") from None
        return text


@dataclass(frozen=True)
class Region(Text):
    """A region code whose phone numbers are known, such as CN."""

    def parse(self, text: str) -> str:
        """The code."""
        from phonenumbers import SUPPORTED_REGIONS

        if text not in SUPPORTED_REGIONS:
            raise ValueError("expected a two-letter region code, such as CN")
        return text


@dataclass(frozen=True)
class Currency(Text):
    """A currency code such as CNY."""

    def parse(self, text: str) -> str:
        """The code."""
        if not re.fullmatch("[A-Z]{3}", text):
            raise ValueError("expected a three-letter currency code, such as CNY")
        return text


@dataclass(frozen=True)
class Setting:
    """One setting. `default` None: the file has to set it. `filled`: it may not be blank."""

    kind: Kind
    default: str | None
    filled: bool = True


SETTINGS: dict[str, Setting] = {
    "time_zone": Setting(TimeZone(), None),
    "standard_week_days": Setting(Number(9, 4, above=Decimal(0), highest=Decimal(7)), "5"),
    "min_talk_seconds": Setting(Number(18, 4), "0"),
    "default_phase": Setting(Text(), None),
    "first_day": Setting(Day(), "", filled=False),
    "default_region": Setting(Region(), "CN"),
    "currency": Setting(Currency(), "CNY"),
    "core_scheme": Setting(Text(), "telesales-standard"),
    "opportunity_credit": Setting(Choice(OPPORTUNITY_CREDITS), "current"),
    "site_id": Setting(Text(), "site"),
    "number_key": Setting(Text(), "scoreline-shipped-number-key"),
    "retention_nights": Setting(Whole(lowest=1), "60"),
    "retention_database_nights": Setting(Whole(lowest=1), "7"),
}


def read_settings(table: PolicyTable) -> tuple[Settings, list[Problem]]:
    """The typed settings and what is wrong with them; a wrong value gives way to the default."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for row in table.rows:
        name, text = row.text("name"), row.text("value")
        if name not in SETTINGS:
            if name:
                expected = f"no such setting{nearest(name, SETTINGS)}"
                problems.append(Problem(FILE, row.line_no, "name", name, expected))
            continue
        texts.setdefault(name, text)  # a second row of the same name is told by the check of keys
        if text:
            try:
                SETTINGS[name].kind.parse(text)
            except ValueError as error:
                problems.append(Problem(FILE, row.line_no, "value", text, f"{name}: {error}"))
                texts[name] = ""
        elif SETTINGS[name].filled:
            problems.append(Problem(FILE, row.line_no, "value", "", f"{name}: expected a value"))
    problems.extend(
        Problem(FILE, None, "name", None, f"expected a row for the setting {name}")
        for name, setting in SETTINGS.items()
        if setting.default is None and name not in texts
    )
    return _typed(texts), problems


def effective(table: PolicyTable) -> list[tuple[str, str | None, int | None]]:
    """(name, value, line_no) of every setting, defaults included; those have no line, blanks are None."""
    lines = {row.text("name"): row.line_no for row in table.rows}
    texts = {row.text("name"): row.text("value") for row in table.rows}
    return [
        (name, texts.get(name, setting.default) or None, lines.get(name))
        for name, setting in SETTINGS.items()
    ]


def _typed(texts: dict[str, str]) -> Settings:
    values: dict[str, Value | None] = {}
    for name, setting in SETTINGS.items():
        text = texts.get(name) or setting.default or ""
        values[name] = setting.kind.parse(text) if text else None

    def text_of(name: str) -> str:
        return cast("str", values[name] or "")

    return Settings(
        time_zone=text_of("time_zone") or "UTC",
        standard_week_days=cast("Decimal", values["standard_week_days"]),
        min_talk_seconds=cast("Decimal", values["min_talk_seconds"]),
        default_phase=text_of("default_phase"),
        first_day=cast("date | None", values["first_day"]),
        default_region=text_of("default_region"),
        currency=text_of("currency"),
        core_scheme=text_of("core_scheme"),
        opportunity_credit=text_of("opportunity_credit"),
        site_id=text_of("site_id"),
        number_key=text_of("number_key"),
        retention_nights=cast("int", values["retention_nights"]),
        retention_database_nights=cast("int", values["retention_database_nights"]),
    )
