{{ config(materialized='table') }}

{# Counted events that come from CRM records, all of them: there are few enough to derive whole every night. #}
select * from (
    {{ all_events('crm') }}
)
where day <= {{ as_of() }} and rep_id is not null
