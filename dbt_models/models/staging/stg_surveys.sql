{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('surveys', [
    ['survey_id', 'text', 'required'],
    ['answered_at', 'time', 'required'],
    ['score', 'amount', 'required'],
    ['rep_id', 'text'],
    ['customer_id', 'text'],
    ['scale', 'amount'],
    ['is_deleted', 'flag'],
    ['updated_at', 'time'],
]) }}
