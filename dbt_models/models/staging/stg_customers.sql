{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('customers', [
    ['customer_id', 'text', 'required'],
    ['name', 'text'],
    ['industry', 'text'],
    ['is_capable', 'flag'],
    ['owner_rep_id', 'text'],
    ['do_not_call', 'flag'],
    ['merged_into', 'text'],
    ['merged_from', 'text'],
    ['created_at', 'time'],
    ['is_deleted', 'flag'],
    ['updated_at', 'time'],
]) }}
