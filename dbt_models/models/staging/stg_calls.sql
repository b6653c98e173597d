{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('calls', [
    ['call_id', 'text', 'required'],
    ['rep_id', 'text', 'required'],
    ['started_at', 'time', 'required'],
    ['answered_at', 'time'],
    ['ended_at', 'time'],
    ['disposition', 'code', 'required'],
    ['talk_seconds', 'seconds'],
    ['ring_seconds', 'seconds'],
    ['total_seconds', 'seconds'],
    ['direction', ['outbound', 'inbound', 'internal']],
    ['phone', 'phone'],
    ['customer_id', 'text'],
    ['contact_id', 'text'],
    ['result', 'code'],
    ['linked_id', 'text'],
    ['campaign', 'text'],
    ['recording', 'text'],
    ['is_deleted', 'flag'],
    ['updated_at', 'time'],
]) }}
