{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('calls', [
    ['call_id', 'text', 'required'],
    ['rep_id', 'text', 'required'],
    ['started_at', 'time', 'required'],
    ['disposition', 'code', 'required'],
    ['talk_seconds', 'seconds'],
    ['ring_seconds', 'seconds'],
    ['direction', ['outbound', 'inbound', 'internal']],
    ['phone', 'phone'],
    ['customer_id', 'text'],
    ['contact_id', 'text'],
    ['result', 'code'],
    ['linked_id', 'text'],
    ['campaign', 'text'],
    ['recording', 'text'],
    ['updated_at', 'time'],
]) }}
