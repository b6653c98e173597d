{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('roster', [
    ['rep_id', 'text', 'required'],
    ['valid_from', 'day', 'required'],
    ['name', 'text'],
    ['team_id', 'text'],
    ['manager_id', 'text'],
    ['role', 'text'],
    ['grade', 'text'],
    ['schemes', 'text'],
    ['phase', 'text'],
    ['fte', 'amount'],
    ['calendar_id', 'text'],
    ['hired_on', 'day'],
    ['left_on', 'day'],
    ['valid_to', 'day'],
]) }}
