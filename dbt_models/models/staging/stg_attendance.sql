{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('attendance', [
    ['rep_id', 'text', 'required'],
    ['date', 'day', 'required'],
    ['event', ['late', 'early_leave', 'absence', 'overtime', 'extra_task', 'cooperation', 'refusal'], 'required'],
    ['minutes', 'amount'],
    ['count', 'amount'],
]) }}
