{{ config(materialized='view') }}

select
    rep_id,
    day,
    team_id,
    manager_id,
    role,
    grade,
    phase,
    trim(schemes, ';') as schemes,
    calendar_id,
    cast(tenure_days as integer) as tenure_days,
    is_working_day,
    day_name,
    cast(fte as decimal(9, 4)) as fte,
    leave_fraction,
    cast(excused_fraction as decimal(9, 4)) as excused_fraction,
    excused_entities,
    is_due,
    day_reason,
    cast({{ from_units('available_units', 8) }} as decimal(18, 8)) as available,
    file_id,
    line_no,
    leave_lines,
    excused_lines,
    closed_in
from {{ ref('dim_rep_day') }}
