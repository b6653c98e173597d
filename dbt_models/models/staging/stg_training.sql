{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('training', [
    ['rep_id', 'text', 'required'],
    ['date', 'day', 'required'],
    ['course', 'text', 'required'],
    ['planned', 'extent'],
    ['completed', 'extent'],
]) }}
