{{ config(materialized='ephemeral') }}

{# Customers of the rep's whose profile is whole, on the day of his first talk with notes. #}
{{ record_events('customer_profiles', 'customer', customers_looked_after()) }}
