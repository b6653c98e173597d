{{ config(materialized='view') }}

{# Whom a rep's day counts for: the rep, the team of that day, the site. #}
select basis, 'rep' as subject_kind, rep_id as subject_id, rep_id, day from {{ ref('kpi_rep_day') }}
union all
select basis, 'team', team_id, rep_id, day from {{ ref('kpi_rep_day') }} where team_id is not null
union all
select basis, 'site', {{ setting('site_id') }}, rep_id, day from {{ ref('kpi_rep_day') }}
