{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('ratings', [
    ['subject_id', 'text', 'required'],
    ['period', 'period', 'required'],
    ['dimension', 'code', 'required'],
    ['score', 'amount', 'required'],
    ['rater', 'key'],
]) }}
