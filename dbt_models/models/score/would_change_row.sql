{{ config(materialized='table') }}

{#
    What closed months would say if they were open: each cell that differs, as it stands and as it would be; null
    where the row would be gone, or new. Of a consequence that rests on one: its evidence.
#}
{%- set numbers = ['measured', 'numerator', 'denominator', 'target', 'minimum', 'attainment', 'weight', 'points'] %}
{%- set words = ['band', 'meets_minimum'] %}
{%- set score_numbers = ['score', 'rank'] %}
with stands as (

    select * from {{ ref('kpi_row') }} semi join {{ closed_on('period_end') }} where grain = 'month'

),

would_be as (

    select * from {{ ref('kpi_period') }} where grain = 'would_be_month'

),

score_stands as (

    select *, {{ rank_of_score() }} as rank
    from {{ ref('score_row') }}
    semi join {{ closed_on('period_end') }}
    where grain = 'month'

),

score_would_be as (

    select *, {{ rank_of_score() }} as rank from {{ ref('score_period') }} where grain = 'would_be_month'

),

{# Months' findings of the rules that rest on a closed month. #}
consequence_stands as (

    select * from {{ ref('consequence_row') }}
    where period_start = date_trunc('month', period_end) and period_end = last_day(period_start)

),

consequence_would_be as (

    select * from {{ ref('consequence_found') }} where basis = 'would be'

),

held_back as (

    select
        period_start, subject_kind, subject_id, scheme_id, rule_id,
        stands.evidence_periods as frozen_value, would_be.evidence_periods as would_be_value,
        unnest(string_split(concat_ws(';', stands.evidence_periods, would_be.evidence_periods), ';')) as evidence
    from consequence_stands as stands
    full join consequence_would_be as would_be using (period_start, subject_kind, subject_id, scheme_id, rule_id)

),

pay_stands as (

    select * from {{ ref('incentive_total_row') }} semi join {{ closed_on('period_start') }}

),

pay_would_be as (

    {{ incentive_totals("(select * from " ~ ref('incentive_found') ~ " where basis = 'would be')", 'would be') }}

),

compared as (

    {% for column in numbers + words %}
    select
        period_start, subject_kind, subject_id, scheme_id, kpi_id, '{{ column }}' as column_name,
        cast(stands.{{ column }} as varchar) as frozen_value,
        cast(would_be.{{ column }} as varchar) as would_be_value,
        cast({{ 'would_be.' ~ column ~ ' - stands.' ~ column if column in numbers else 'null' }} as decimal(18, 4)) as difference
    from stands
    full join would_be using (period_start, subject_kind, subject_id, scheme_id, kpi_id)

    union all

    {% endfor %}
    {%- for column in ['score', 'rank', 'band', 'phase'] %}
    select
        period_start, subject_kind, subject_id, scheme_id, 'score', '{{ column }}',
        cast(score_stands.{{ column }} as varchar),
        cast(score_would_be.{{ column }} as varchar),
        cast({{ 'score_would_be.' ~ column ~ ' - score_stands.' ~ column if column in score_numbers else 'null' }} as decimal(18, 4))
    from score_stands
    full join score_would_be using (period_start, subject_kind, subject_id, scheme_id)
    {%- if not loop.last %}

    union all
    {% endif %}
    {%- endfor %}

    {%- for column in ['gross', 'total', 'withheld'] %}

    union all

    select
        period_start, subject_kind, subject_id, scheme_id, 'incentive', '{{ column }}',
        cast(pay_stands.{{ column }} as varchar),
        cast(pay_would_be.{{ column }} as varchar),
        cast(pay_would_be.{{ column }} - pay_stands.{{ column }} as decimal(18, 4))
    from pay_stands
    full join pay_would_be using (period_start, subject_kind, subject_id, scheme_id)
    {%- endfor %}

    union all

    select distinct
        period_start, subject_kind, subject_id, scheme_id, 'consequence', rule_id, frozen_value, would_be_value,
        cast(null as decimal(18, 4))
    from held_back
    semi join {{ closed_on('cast(evidence as date)') }}

)

select * from compared
where frozen_value is distinct from would_be_value
