{{ config(materialized='view') }}

{#
    The counted events that the gate looks at: those of the reps and days that this night counted anew. A key holds rep
    and day, so an event can stand twice among those of its own rep and day alone; the others were looked at in the
    night that wrote them. Where nothing says what changed (a first night, another policy), all of them.
#}
-- depends_on: {{ ref('int_pair__changed') }}, {{ ref('int_event__changed') }}, {{ ref('int_counted_event') }}
{%- set pairs = run_query('select count(*) from ' ~ ref('int_pair__changed')).rows[0][0] if execute else 0 %}
select * from {{ ref('int_event__changed') if pairs else ref('int_counted_event') }}
