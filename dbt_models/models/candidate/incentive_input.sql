{{ config(materialized='view') }}

select 'attended' as input, scheme_id, 'rep' as subject_kind, rep_id as subject_id, day, '' as name, attended as quantity
from {{ ref('incentive_attended') }}
where basis = 'stands' and attended > 0

union all

select 'attendance', scheme_id, 'rep', rep_id, day, event, cast(sum(times) as decimal(18, 4))
from {{ ref('incentive_event') }}
where basis = 'stands'
group by scheme_id, rep_id, day, event

union all

select 'overdue', scheme_id, level, subject_id, month_start, instalment, cast(1 as decimal(18, 4))
from {{ ref('incentive_overdue') }}
where basis = 'stands'

union all

{% for column in ['year_came', 'year_due', 'month_came', 'month_due'] -%}
select 'collected', scheme_id, subject_kind, subject_id, month_start, '{{ column | replace('_', ' ') }}', cast({{ from_units(column, 4) }} as decimal(18, 4))
from {{ ref('incentive_collected') }}
where basis = 'stands'
{%- if not loop.last %}

union all

{% endif %}
{%- endfor %}
