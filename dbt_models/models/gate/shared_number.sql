{{ config(materialized='table') }}

{# Numbers on contacts of several customers; the smallest contact_id holds. Only the last digits are shown. #}
select
    repeat('*', cast(greatest(length(number) - 4, 0) as integer)) || right(number, 4) as number_masked,
    contacts,
    customers
from {{ ref('dim_number') }}
where customers > 1
