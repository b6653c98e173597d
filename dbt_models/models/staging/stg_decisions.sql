{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('decisions', [
    ['decision_id', 'text', 'required'],
    ['about', ['consequence', 'finding'], 'required'],
    ['subject_id', 'text', 'required'],
    ['reference', 'text', 'required'],
    ['period_start', 'day'],
    ['decision', ['confirmed', 'dismissed'], 'required'],
    ['decided_by', 'text', 'required'],
    ['decided_at', 'time', 'required'],
    ['reason', 'text'],
    ['updated_at', 'time'],
]) }}
