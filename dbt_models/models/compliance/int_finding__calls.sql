{{ config(
    materialized='incremental', incremental_strategy='append',
    pre_hook="{{ forget(ref('int_pair__changed'), ['rep_id', 'day']) }}"
) }}

{# Findings that follow from a rep's calls of one day: those of the days that this night changed are made anew. #}
-- depends_on: {{ ref('int_pair__changed') }}
{{ all_findings(['outside_hours', 'redial', 'short_key_person']) }}
