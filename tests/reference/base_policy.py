"""The core scheme of the standard as policy rows, for tests to change at will.

Written from the standard itself and not read from the shipped policy, so that the two can be compared.
"""

from collections.abc import Sequence

from tests.reference.folders import Row

CORE = "telesales-standard"
HUNT = "opportunity-hunt"
SHIPPED_WEIGHTS = {
    "dials": "2",
    "successful_calls": "2",
    "potential_opportunities": "5",
    "valid_opportunities": "1",
}

Tables = dict[str, list[dict[str, object]]]


def rows(header: str, *lines: str) -> list[dict[str, object]]:
    """Rows from lines of comma-separated text."""
    names = header.split(",")
    return [dict(zip(names, line.split(","), strict=True)) for line in lines]


def scheme(
    scheme_id: str,
    *,
    score_max: str = "10",
    cap: str = "",
    grains: str = "day;week;month;quarter;year",
    subject_kind: str = "rep",
) -> dict[str, object]:
    """A row of `schemes`."""
    return {
        "scheme_id": scheme_id,
        "name_zh": scheme_id,
        "name_en": scheme_id,
        "subject_kind": subject_kind,
        "score_max": score_max,
        "attainment_cap": cap,
        "grains": grains,
        "source": "test",
    }


def target(scheme_id: str, kpi_id: str, per: str, standard: str, **more: str) -> dict[str, object]:
    """A row of `targets`; `more` names further columns."""
    row = dict.fromkeys(
        ("minimum", "minimum_per", "grade", "tenure_from_days", "tenure_to_days", "valid_from", "valid_to"),
        "",
    )
    return {"scheme_id": scheme_id, "kpi_id": kpi_id, "per": per, "standard": standard, **row, **more}


def weights(
    scheme_id: str, points: dict[str, str], phase: str = HUNT, **more: str
) -> list[dict[str, object]]:
    """Rows of `weights` for one phase."""
    blank = {"grain": "", "valid_from": "", "valid_to": ""}
    return [
        {"scheme_id": scheme_id, "phase": phase, "kpi_id": kpi_id, "points": value, **blank, **more}
        for kpi_id, value in points.items()
    ]


def bands(scheme_id: str, yellow: str = "0.6", green: str = "1", **more: str) -> list[dict[str, object]]:
    """Red, yellow and green of a scheme."""
    blank = {"valid_from": "", "valid_to": ""}
    bounds = {"red": "0", "yellow": yellow, "green": green}
    return [
        {"scheme_id": scheme_id, "band": band, "lower_bound": bound, **blank, **more}
        for band, bound in bounds.items()
    ]


def core_targets(scheme_id: str) -> list[dict[str, object]]:
    """The standard's five targets, as rows of any scheme."""
    return [
        target(scheme_id, "dials", "day", "100", minimum="60"),
        target(scheme_id, "successful_calls", "day", "20", minimum="12"),
        target(scheme_id, "potential_opportunities", "day", "1", minimum="3", minimum_per="week"),
        target(scheme_id, "valid_opportunities", "week", "2"),
        target(scheme_id, "customer_coverage", "month", "300", minimum="200"),
    ]


def base_policy() -> Tables:
    """Every table of a policy that holds the core scheme alone."""
    calls_heading = "value,canonical,source,connected,human_answered,valid_from,valid_to,note"
    return {
        "settings": rows(
            "name,value",
            "time_zone,Asia/Shanghai",
            "standard_week_days,5",
            "min_talk_seconds,0",
            f"default_phase,{HUNT}",
            "first_day,",
            "default_region,CN",
            "currency,CNY",
            f"core_scheme,{CORE}",
            "opportunity_credit,current",
            "site_id,site",
            "number_key,a key for tests",
        ),
        "kpis": rows(
            "kpi_id,name_zh,name_en,unit,kind,higher_is_better,entity",
            "dials,电话外呼量,Dials,call,sum,true,calls",
            "successful_calls,成功电话量,Successful calls,call,sum,true,calls",
            "potential_opportunities,潜在机会量,Potential opportunities,customer,distinct,true,opportunities",
            "valid_opportunities,有效机会量,Valid opportunities,customer,distinct,true,opportunities",
            "customer_coverage,客户覆盖量,Customer coverage,customer,distinct,true,calls",
            "connect_rate,接通率,Connect rate,share,ratio,true,calls",
            "average_talk_time,平均通话时长,Average talk time,second,mean,true,calls",
        ),
        "schemes": [scheme(CORE)],
        "targets": core_targets(CORE),
        "weights": weights(CORE, SHIPPED_WEIGHTS),
        "bands": bands(CORE),
        "calendar": rows("date,is_working_day,name,calendar_id", "2026-01-01,false,New Year,"),
        "leave_kinds": rows(
            "kind,excuses,valid_from,valid_to",
            "sick,true,,",
            "annual,true,,",
            "personal,true,,",
            "statutory,true,,",
            "unexcused,false,,",
        ),
        "dispositions": rows(
            calls_heading,
            "connected,connected,,true,true,,,",
            "answered,connected,,true,true,,,",
            "no_answer,no_answer,,false,false,,,",
            "busy,busy,,false,false,,,",
            "failed,failed,,false,false,,,",
            "cancelled,cancelled,,false,false,,,",
            "voicemail,voicemail,,false,false,,,",
        ),
        "results": rows(
            calls_heading,
            "key_person,key_person,,,,,,",
            "boss,key_person,,,,,,",
            "other_person,other_person,,,,,,",
            "refused,refused,,,,,,",
            "voicemail,voicemail,,,,,,",
            "wrong_number,wrong_number,,,,,,",
            "callback,callback,,,,,,",
            "none,none,,,,,,",
        ),
        "permitted_hours": rows(
            "day_kind,from_time,to_time,valid_from,valid_to",
            "working_day,09:30,12:00,,",
            "working_day,14:00,18:00,,",
            "weekend,11:00,18:00,,",
        ),
        "consequences": consequences(CORE),
    }


def consequences(scheme_id: str) -> list[dict[str, object]]:
    """The standard's reward and penalty, for any scheme."""
    return rows(
        "rule_id,scheme_id,subject_kind,grain,kind,kpi_id,band,periods,requires,min_available_share,"
        "name_zh,name_en,says_zh,says_en,valid_from,valid_to",
        f"bonus:{scheme_id},{scheme_id},rep,month,above_target,potential_opportunities,,,sales_won,0.5,"
        "奖励,Bonus,奖金候选人,Bonus candidate,,",
        f"two-red:{scheme_id},{scheme_id},rep,month,band_streak,,red,2,,0.5,处罚,Red,转岗或辞退评议,Review,,",
    )


def change_setting(tables: Tables, name: str, value: str) -> None:
    """Gives a setting another value."""
    next(row for row in tables["settings"] if row["name"] == name)["value"] = value


def extend(tables: Tables, more: dict[str, Sequence[Row]]) -> None:
    """Adds rows to tables; a table that is not there yet begins with them."""
    for name, added in more.items():
        tables.setdefault(name, []).extend(dict(row) for row in added)
