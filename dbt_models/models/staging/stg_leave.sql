{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('leave', [
    ['rep_id', 'text', 'required'],
    ['date', 'day', 'required'],
    ['kind', 'code', 'required'],
    ['fraction', 'share', 'required'],
]) }}
