{# The published shape of KPI rows of one grain. #}
{% macro kpi_rows(grain) -%}
select
    period_start,
    subject_kind,
    subject_id,
    scheme_id,
    kpi_id,
    period_end,
    actual,
    measured,
    adjustment,
    numerator,
    denominator,
    target,
    minimum,
    attainment,
    band,
    meets_minimum,
    weight,
    points,
    period_end <= {{ as_of() }} as is_complete
from {{ ref('kpi_row') }}
where grain = '{{ grain }}'
{%- endmacro %}

{# Rank of the scores of one grain: 1, 2, 2, 4 within period, scheme and subject kind; none without a score. #}
{% macro rank_of_score() -%}
    case when score is not null then cast(rank() over (
        partition by period_start, scheme_id, subject_kind order by score desc nulls last
    ) as integer) end
{%- endmacro %}

{# The published shape of scores of one grain. #}
{% macro score_rows(grain) -%}
select
    period_start,
    subject_kind,
    subject_id,
    scheme_id,
    period_end,
    phase,
    measured,
    adjustment,
    score,
    score_max,
    attainment,
    band,
    {{ rank_of_score() }} as rank,
    period_end <= {{ as_of() }} as is_complete
from {{ ref('score_row') }}
where grain = '{{ grain }}'
{%- endmacro %}

{# The core scheme's wide report of one grain: a row per subject, columns per KPI. #}
{% macro wide_report(kpi_table, score_table, kpis) -%}
with kpi_rows as (

    select * from {{ ref(kpi_table) }} where scheme_id = {{ setting('core_scheme') }}

),

wide as (

    select
        period_start,
        subject_kind,
        subject_id
        {%- for kpi in kpis %},
        max(actual) filter (where kpi_id = '{{ kpi }}') as {{ kpi }}_actual,
        max(target) filter (where kpi_id = '{{ kpi }}') as {{ kpi }}_target,
        max(attainment) filter (where kpi_id = '{{ kpi }}') as {{ kpi }}_attainment,
        max(band) filter (where kpi_id = '{{ kpi }}') as {{ kpi }}_band
        {%- endfor %}
    from kpi_rows
    group by period_start, subject_kind, subject_id

)

select
    score.period_start,
    score.subject_kind,
    score.subject_id,
    score.period_end
    {%- for kpi in kpis %},
    wide.{{ kpi }}_actual,
    wide.{{ kpi }}_target,
    wide.{{ kpi }}_attainment,
    wide.{{ kpi }}_band
    {%- endfor %},
    score.score,
    score.band as score_band,
    score.rank,
    score.is_complete
from {{ ref(score_table) }} as score
left join wide using (period_start, subject_kind, subject_id)
where score.scheme_id = {{ setting('core_scheme') }}
{%- endmacro %}
