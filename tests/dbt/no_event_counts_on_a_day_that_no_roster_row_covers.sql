-- Events of unknown reps are listed, never counted.
select events.kpi_id, events.unit_id, events.rep_id, events.day
from {{ ref('int_counted_event') }} as events
anti join {{ ref('dim_rep_day') }} as covered on events.rep_id = covered.rep_id and events.day = covered.day
where events.closed_in is null
