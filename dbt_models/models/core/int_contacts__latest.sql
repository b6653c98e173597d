{{ config(materialized='table') }}

{# The revision that holds of every contact that an export still gives, deleted ones too: a merge outlives its row. #}
with lines as (

    {{ understood(ref('stg_contacts')) }}

),

{{ latest_revision(['contact_id'], 'updated_at') }}

select * exclude (is_absent) from last_revision where not is_absent
