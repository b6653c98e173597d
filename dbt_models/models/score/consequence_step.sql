{{ config(materialized='view') }}

{#
    What each rule asks of which periods of a chain (1 is the first): its rows of consequence_steps.csv; a rule of kind
    above_target or band_streak is short for one step. All steps of a rule have to hold.
#}
with rules as (

    select * from {{ source('policy', 'consequences') }}

)

select
    steps.rule_id,
    steps.step,
    steps.from_period,
    steps.to_period,
    steps.kpi_id,
    steps.measure,
    steps.comparison,
    steps.band,
    steps.threshold,
    steps.phase,
    steps.requires,
    steps.after,
    steps.valid_from,
    steps.valid_to
from {{ source('policy', 'consequence_steps') }} as steps
semi join rules on steps.rule_id = rules.rule_id and rules.kind = 'steps'

union all

select
    rule_id,
    1,
    1,
    case kind when 'band_streak' then periods else 1 end,
    kpi_id,
    'each',
    case kind when 'band_streak' then 'band' else 'above_target' end,
    band,
    null,
    null,
    requires,
    null,
    valid_from,
    valid_to
from rules
where kind in ('above_target', 'band_streak')
