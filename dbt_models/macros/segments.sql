{#
    Targets (or minimums) of this night's periods, in units of 10^-12: of counts sums over segments, of ratios and means
    levels. One row per period, subject, scheme and KPI.
#}
{% macro goal(amount, per, base_days, name) -%}
    {{ prorated(amount, per, base_days, name) }}

    union all

    {{ averaged(amount, name) }}
{%- endmacro %}

{#
    The target of a count is a sum over segments: one rep, one standard (or minimum) per one base period, one season's factor,
    and that period. A segment is amount x factor x available days / working days of the base, rounded half up to 12 places once. Rows of the
    policy that say the same are one, so that a segment that was closed in part is not rounded twice.
    Yields one row per period, subject, scheme and KPI with the sum in units of 10^-12.
#}
{% macro prorated(amount, per, base_days, name) -%}
    with segment as materialized (

        select
            grain, period_start, subject_kind, subject_id, scheme_id, kpi_id,
            {{ amount }} as amount, season_factor, {{ base_days }} as base_days, sum(available_units) as available_units
        from {{ ref('kpi_target_scope') }}
        where {{ amount }} is not null and not is_level
        group by
            grain, period_start, subject_kind, subject_id, scheme_id, kpi_id,
            rep_id, {{ amount }}, season_factor, {{ per }}, {{ base_days }}, {{ base_start(per, 'day') }}

    ),

    {# Most segments are alike, of reps and of the teams and sites that they belong to: each kind is divided once. #}
    worked_out as (

        select
            *,
            coalesce({{ whole_ratio(
                units('amount', 4) ~ ' * ' ~ units('season_factor', 4) ~ ' * available_units',
                units('base_days', 4)) }}, 0) as segment_units
        from (select distinct amount, season_factor, base_days, available_units from segment)

    )

    select
        segment.grain, segment.period_start, segment.subject_kind, segment.subject_id, segment.scheme_id, segment.kpi_id,
        sum(worked_out.segment_units) as {{ name }}_units
    from segment
    inner join worked_out
        on segment.amount = worked_out.amount and segment.season_factor = worked_out.season_factor
        and segment.base_days is not distinct from worked_out.base_days and segment.available_units = worked_out.available_units
    group by segment.grain, segment.period_start, segment.subject_kind, segment.subject_id, segment.scheme_id, segment.kpi_id
{%- endmacro %}

{# A level is never prorated or added: the average of the rows' amounts (x the season's factor) by available days, rounded half up to 12 places once; 0 without such a day. #}
{% macro averaged(amount, name) -%}
    select
        grain, period_start, subject_kind, subject_id, scheme_id, kpi_id,
        coalesce({{ whole_ratio(
            'sum(' ~ units(amount, 4) ~ ' * ' ~ units('season_factor', 4) ~ ' * available_units) * 10000',
            'sum(available_units)') }}, 0) as {{ name }}_units
    from {{ ref('kpi_target_scope') }}
    where {{ amount }} is not null and is_level
    group by all
{%- endmacro %}

{# First day of the period that `per` names and the day lies in. #}
{% macro base_start(per, day) -%}
    case {{ per }}
        when 'day' then {{ day }}
        when 'week' then cast(date_trunc('week', {{ day }}) as date)
        when 'month' then cast(date_trunc('month', {{ day }}) as date)
        when 'quarter' then cast(date_trunc('quarter', {{ day }}) as date)
        else cast(date_trunc('year', {{ day }}) as date)
    end
{%- endmacro %}

{# Working days that an amount `per` such a period is spread over; `base` is the calendar's count of longer periods. #}
{% macro base_days(per, base) -%}
    cast(case {{ per }}
        when 'day' then 1
        when 'week' then cast({{ setting_now("standard_week_days", "5") }} as decimal(18, 4))
        else {{ base }}.working_days
    end as decimal(18, 4))
{%- endmacro %}

{# Whether a list in a cell, separated by ';', holds a word. #}
{% macro holds(list, word) -%}
    contains(';' || replace({{ list }}, ' ', '') || ';', ';' || {{ word }} || ';')
{%- endmacro %}
