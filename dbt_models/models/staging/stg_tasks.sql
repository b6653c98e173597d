{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('tasks', [
    ['rep_id', 'text', 'required'],
    ['date', 'day', 'required'],
    ['kind', 'code', 'required'],
    ['quantity', 'amount', 'required'],
]) }}
