{{ config(materialized='view') }}

{# Whom a rep's day counts for: the rep, the team of that day, the site. #}
select 'rep' as subject_kind, rep_id as subject_id, rep_id, day from {{ ref('dim_rep_day') }}
union all
select 'team', team_id, rep_id, day from {{ ref('dim_rep_day') }} where team_id is not null
union all
select 'site', {{ setting('site_id') }}, rep_id, day from {{ ref('dim_rep_day') }}
