-- Events of unknown reps are listed, never counted.
select counted.kpi_id, counted.rep_id, counted.day
from {{ ref('int_counted_day') }} as counted
anti join {{ ref('dim_rep_day') }} as covered on counted.rep_id = covered.rep_id and counted.day = covered.day
anti join {{ closed_on('counted.day') }}
