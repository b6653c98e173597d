{{ config(materialized='view') }}

{# The activities that KPIs may count: all but calls that somebody says that he made and the phone system does not know. #}
select * from {{ ref('fct_activity') }}
anti join {{ ref('int_claim__unverified') }} using (activity_id)
