{{ config(materialized='table') }}

{{ wide_report('kpi_monthly', 'score_monthly', ['dials', 'successful_calls', 'potential_opportunities', 'valid_opportunities', 'customer_coverage']) }}
