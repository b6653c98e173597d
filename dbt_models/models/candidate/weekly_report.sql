{{ config(materialized='table') }}

{{ wide_report('kpi_weekly', 'score_weekly', ['dials', 'successful_calls', 'potential_opportunities', 'valid_opportunities']) }}
