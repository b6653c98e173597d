"""Numbers that name nobody, digits dialled for an outside line, and numbers that several contacts bear."""

from __future__ import annotations

from pathlib import Path

from tests.warehouse.conftest import Derive, rows

HEAD = "call_id,rep_id,started_at,disposition,result,customer_id,phone\n"
ROSTER = {"roster/r.csv": "rep_id,valid_from\nr1,2026-09-01\n"}


def calls(*numbers: str, customer: str = "", prefix: str = "c") -> str:
    text = ""
    for place, number in enumerate(numbers):
        text += f'{prefix}{place},r1,2026-09-01 09:{place:02}:00,connected,key_person,{customer},"{number}"\n'
    return text


SOURCES = """
sources:
  - {name: roster, entity: roster, layout: canonical, path: "roster/**"}
  - {name: nine, entity: calls, layout: canonical, path: "nine/**", trunk_prefix: "9", key_space: nine}
  - {name: nought, entity: calls, layout: canonical, path: "nought/**", trunk_prefix: "0", key_space: nought}
  - {name: us, entity: calls, layout: canonical, path: "us/**", trunk_prefix: "9", region: US, key_space: us}
  - {name: direct, entity: calls, layout: canonical, path: "direct/**", key_space: direct}
"""
DIALLED = {
    "nine": {
        "913812345678": "+8613812345678",
        "9075512345678": "+8675512345678",
        "901065520003": "+861065520003",
        "9-010-65520003": "+861065520003",
        "98613812345678": "+8613812345678",
        "90013105550100": "+13105550100",
        # Not longer than a number may be, or with a country code: nothing was dialled before it.
        "900": "+86900",
        "95588": "+8695588",
        "13812345678": "+8613812345678",
        "+913812345678": "+913812345678",
        # Too long with the digit and without it.
        "9138123456789999": "+869138123456789999",
    },
    "nought": {
        "013812345678": "+8613812345678",
        "0075512345678": "+8675512345678",
        "0755123456789": "+86755123456789",
        "008613812345678": "+8613812345678",
    },
    "us": {"913105550100": "+13105550100", "93105550100": "+13105550100", "3105550100": "+13105550100"},
    "direct": {"913812345678": "+86913812345678"},
}


def test_what_is_dialled_for_an_outside_line_is_taken_off(derive: Derive, tmp_path: Path) -> None:
    sources = tmp_path / "sources.yml"
    sources.write_text(SOURCES, encoding="utf-8")
    files = {f"{source}/c.csv": HEAD + calls(*numbers) for source, numbers in DIALLED.items()}
    home = derive(files, "stg_calls", sources=sources)
    found: dict[object, dict[object, object]] = {source: {} for source in DIALLED}
    for source, phone, number in rows(home, "select source, phone, phone_number from staging.stg_calls"):
        found[source][phone] = number
    assert found == DIALLED


HIDDEN = ["138****0000", "138xxxx0000", "138XXXX0000", "138＊＊＊＊0000", "138••••0000", "138####0000"]
HIDDEN += ["1380000****", "********", "1.38E+10", "1.381234567E+10"]


def test_hidden_and_lost_digits_name_nobody_but_are_counted(derive: Derive) -> None:
    """Ten such numbers, each the same number for all we know: no customer is covered but the one that is
    named, and the one whose number is whole. Two calls bear no number at all.
    """
    text = HEAD + calls(*HIDDEN) + calls(HIDDEN[0], customer="A", prefix="d")
    text += calls("13812345678", "", "anonymous", prefix="e")
    home = derive({"calls/c.csv": text, **ROSTER}, "+int_counted_event +masked_number")
    assert rows(home, "select distinct phone_number from staging.stg_calls order by all") == [
        ("+8613812345678",),
        (None,),
    ]
    counted = "select kpi_id, count(*) from event.int_counted_event group by all order by all"
    assert rows(home, counted) == [("customer_coverage", 2), ("dials", 14), ("successful_calls", 14)]
    assert rows(home, "select source, calls, masked from gate.masked_number") == [("calls", 12, 11)]


def test_a_number_on_several_customers_is_reported_until_they_are_merged(derive: Derive) -> None:
    """Of 139 1111 0001 both customers are one since the merge; so are the contacts of ... 0002. The number
    ... 0003 is on contacts of two customers: the smaller contact_id holds.
    """
    contacts = "contact_id,customer_id,phone,merged_into\n"
    contacts += "k1,A,13911110001,\nk2,B,13911110001,\n"
    contacts += "k3,A,13911110002,k4\nk4,C,13911110002,\n"
    contacts += "k6,A,13911110003,\nk5,C,13911110003,\n"
    files = {
        "customers/c.csv": "customer_id,merged_into\nA,\nB,A\nC,\n",
        "contacts/c.csv": contacts,
        "calls/c.csv": HEAD + calls("13911110001", "13911110002", "13911110003"),
        **ROSTER,
    }
    home = derive(files, "+int_counted_event +shared_number")
    assert rows(home, "select number_masked, contacts, customers from gate.shared_number") == [
        ("**********0003", 2, 2)
    ]
    assert rows(home, "select customer_unit from core.fct_call order by call_key") == [("A",), ("C",), ("C",)]
