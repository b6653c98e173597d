{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('opportunities', [
    ['opportunity_id', 'text', 'required'],
    ['customer_id', 'text', 'required'],
    ['rep_id', 'text', 'required'],
    ['visit_accepted_at', 'time'],
    ['visit_with_level', 'text'],
    ['is_capable', 'flag'],
    ['confirmed_at', 'time'],
    ['confirmed_by', 'text'],
    ['need', 'text'],
    ['decision_date', 'day'],
    ['owner_contact', 'text'],
    ['budget', 'text'],
    ['stage', 'text'],
    ['won_at', 'time'],
    ['lost_at', 'time'],
    ['amount', 'money'],
    ['is_deleted', 'flag'],
    ['updated_at', 'time'],
]) }}
