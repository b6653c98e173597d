"""What the models' SQL becomes on Spark, rule by rule: a statement of DuckDB, then the same of Spark."""

from __future__ import annotations

import pytest

from dagster_project.errors import ScorelineError
from dagster_project.spark.dialect import to_spark

TABLES = {"t": ["a", "b", "c"], "u": ["a", "d"]}

SHAPES = {
    "a star is written out": ("select * from t", "SELECT t.a AS a, t.b AS b, t.c AS c FROM t"),
    "columns left out and replaced": (
        "select * exclude (b) replace (a + 1 as a) from t",
        "SELECT a + 1 AS a, t.c AS c FROM t",
    ),
    "a merged column stands once": (
        "select * from t inner join u using (a)",
        "SELECT a AS a, t.b AS b, t.c AS c, u.d AS d FROM t INNER JOIN u USING (a)",
    ),
    "union by name": (
        "select a, b from t union all by name select d, a from u",
        "SELECT a, b, NULL AS d FROM (SELECT a, b FROM t) AS by_name UNION ALL "
        "SELECT a, NULL AS b, d FROM (SELECT d, a FROM u) AS by_name",
    ),
    "a named window that is ordered further": (
        "select lag(a) over (w order by b) as a from t window w as (partition by c)",
        "SELECT LAG(a) OVER (PARTITION BY c ORDER BY b NULLS LAST) AS a FROM t",
    ),
    "qualify": (
        "select a from t qualify count(*) over (partition by b) = 1",
        "SELECT a FROM (SELECT a, COUNT(*) OVER (PARTITION BY b) = 1 AS is_qualified FROM t) AS qualified "
        "WHERE is_qualified",
    ),
    "the nearest row": (
        "select t.a from t asof left join (select a, d from u) as v on t.a = v.a and t.b <= v.d",
        "SELECT t.a FROM t LEFT JOIN LATERAL (SELECT MIN_BY(v.a, v.d) AS a, MIN_BY(v.d, v.d) AS d "
        "FROM (SELECT a, d FROM u) AS v WHERE t.a = v.a AND t.b <= v.d) AS v ON TRUE",
    ),
    "the nearest row, or none": (
        "select t.a from t asof inner join (select a, d from u) as v on t.a = v.a and t.b >= v.d",
        "SELECT t.a FROM t JOIN LATERAL (SELECT MAX_BY(v.a, v.d) AS a, MAX_BY(v.d, v.d) AS d "
        "FROM (SELECT a, d FROM u) AS v WHERE t.a = v.a AND t.b >= v.d HAVING COUNT(v.d) > 0) AS v ON TRUE",
    ),
    "unnest among other columns": (
        "select a, unnest(b) as item from t",
        "SELECT a, unnested.item AS item FROM t LATERAL VIEW EXPLODE(b) unnested AS item",
    ),
    "pairs in a query": (
        "select a from t where (a, b) in (select (a, d) from u)",
        "SELECT a FROM t WHERE (a, b) IN (SELECT a, d FROM u)",
    ),
    "with inside a query stays there": (
        "select a from (with v as (select a from t) select a from v) as w",
        "SELECT a FROM (WITH v AS (SELECT a FROM t) SELECT a FROM v) AS w",
    ),
    "files": (
        "select a from read_parquet(['/raw/x.parquet', '/raw/y,1.parquet']) as v",
        "SELECT a FROM parquet.`/raw/{x.parquet,y\\,1.parquet}` AS v",
    ),
}

EXPRESSIONS = {
    "isodow(a)": "(WEEKDAY(a) + 1)",
    "hash(a, b)": "XXHASH64(a, b)",
    "list_has_all(a, b)": "(SIZE(ARRAY_EXCEPT(b, a)) = 0)",
    "generate_series(a, b, interval 1 day)": "IF(a <= b, SEQUENCE(a, b, INTERVAL '1' DAY), ARRAY())",
    "cast(a as hugeint)": "CAST(a AS DECIMAL(38, 0))",
    "cast(a as timestamp)": "CAST(a AS TIMESTAMP_NTZ)",
    "try_cast(a as timestamptz)": "CAST(TRY_CAST(a AS TIMESTAMP_LTZ) AS TIMESTAMP_NTZ)",
    "timezone('Asia/Shanghai', a)": "CAST(TO_UTC_TIMESTAMP(a, 'Asia/Shanghai') AS TIMESTAMP_NTZ)",
    "timezone(b, timezone(c, a))": (
        "CAST(FROM_UTC_TIMESTAMP(CAST(TO_UTC_TIMESTAMP(a, c) AS TIMESTAMP_NTZ), b) AS TIMESTAMP_NTZ)"
    ),
    "a + to_minutes(b)": "a + MAKE_DT_INTERVAL(0, 0, b)",
    "a + to_months(b)": "a + MAKE_YM_INTERVAL(0, b)",
    "epoch(a - b)": (
        "((UNIX_MICROS(CAST(a AS TIMESTAMP_LTZ)) - UNIX_MICROS(CAST(b AS TIMESTAMP_LTZ))) / 1000000)"
    ),
    "strftime(a, '%G-W%V')": (
        "CONCAT(CAST(EXTRACT(yearofweek FROM a) AS STRING), '-W', "
        "LPAD(CAST(EXTRACT(week FROM a) AS STRING), 2, '0'))"
    ),
    "regexp_full_match(a, '[0-9]+')": r"a RLIKE '\\A(?:[0-9]+)\\z'",
    r"regexp_replace(a, ' *(=) *', '\1', 'g')": "REGEXP_REPLACE(a, ' *(=) *', '$1')",
    "string_agg(distinct a, ';' order by a) filter (where b > 0)": (
        "NULLIF(ARRAY_JOIN(SORT_ARRAY(COLLECT_SET(a) FILTER(WHERE b > 0)), ';'), '')"
    ),
    "from_json(a, '[\"VARCHAR\"]')": "FROM_JSON(a, 'array<string>')",
    "map {'x': a, 'y': b}": "MAP('x', a, 'y', b)",
    "[item + 1 for item in a if item > 2]": "TRANSFORM(FILTER(a, item -> item > 2), item -> item + 1)",
}

WITHOUT_EQUAL = {
    'select from_json(a, \'{"x": "INTEGER"}\') as a from t': "only",
    "select unnest(a) as a, unnest(b) as b from t": "several unnest",
    "select string_agg(distinct a, ';' order by b) as a from t": "another order",
    "select a from t asof join u on t.a = u.a and t.b <= u.d": "asof join of other than a query",
}


def columns_of(schema: str, table: str) -> list[str]:
    return TABLES[table]


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_said_in_another_way(name: str) -> None:
    given, wanted = SHAPES[name]
    assert to_spark(given, columns_of) == wanted


@pytest.mark.parametrize("given", EXPRESSIONS)
def test_an_expression_is_spelled_otherwise(given: str) -> None:
    assert to_spark(f"select {given} as x from t", columns_of) == f"SELECT {EXPRESSIONS[given]} AS x FROM t"


@pytest.mark.parametrize("given", WITHOUT_EQUAL)
def test_what_has_no_equal_is_refused(given: str) -> None:
    with pytest.raises(ScorelineError, match=WITHOUT_EQUAL[given]):
        to_spark(given, columns_of)
