{{ config(materialized='view') }}

{# Whom a rep's day counts for: the rep, the team of that day, the site; the manager of that day, in schemes of managers. #}
select basis, 'rep' as subject_kind, rep_id as subject_id, rep_id, day, 'rep' as role from {{ ref('kpi_rep_day') }}
union all
select basis, 'team', team_id, rep_id, day, 'rep' from {{ ref('kpi_rep_day') }} where team_id is not null
union all
select basis, 'site', {{ setting('site_id') }}, rep_id, day, 'rep' from {{ ref('kpi_rep_day') }}
{%- if judges_managers() %}
union all
select basis, 'manager', manager_id, rep_id, day, role from {{ ref('kpi_manager_day') }}
{%- endif %}
