{{ config(materialized='table') }}

select
    rep_id,
    valid_from,
    least(
        coalesce(valid_to, date '9999-12-31'),
        coalesce(lead(valid_from) over (partition by rep_id order by valid_from) - 1, date '9999-12-31')
    ) as valid_to,
    name,
    team_id,
    manager_id,
    role,
    grade,
    coalesce(schemes, {{ setting('core_scheme') }}) as schemes,
    coalesce(phase, {{ setting('default_phase') }}) as phase,
    cast(coalesce(fte, 1) as decimal(9, 4)) as fte,
    hired_on,
    left_on
from {{ ref('int_roster__latest') }}
