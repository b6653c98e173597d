{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('activities', [
    ['activity_id', 'text', 'required'],
    ['rep_id', 'text', 'required'],
    ['occurred_at', 'time', 'required'],
    ['kind', ['call', 'visit', 'follow_up', 'callback', 'invitation', 'log'], 'required'],
    ['customer_id', 'text'],
    ['contact_id', 'text'],
    ['phone', 'phone'],
    ['text', 'text'],
    ['due_at', 'time'],
    ['is_deleted', 'flag'],
    ['updated_at', 'time'],
]) }}
