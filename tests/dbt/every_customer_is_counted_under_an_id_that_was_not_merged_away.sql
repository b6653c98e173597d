-- A counted customer that was itself merged into another one would be counted beside its survivor.
select events.kpi_id, events.unit_id, events.rep_id, events.day
from {{ ref('int_counted_event') }} as events
inner join {{ ref('dim_customer') }} as customer on events.unit = 'customer' and events.unit_id = customer.customer_id
where customer.survivor_id <> customer.customer_id and events.closed_in is null
