{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('customers', [
    ['customer_id', 'text', 'required'],
    ['name', 'text'],
    ['industry', 'text'],
    ['is_capable', 'flag'],
    ['owner_rep_id', 'text'],
    ['do_not_call', 'flag'],
    ['merged_into', 'text'],
    ['created_at', 'time'],
    ['updated_at', 'time'],
]) }}
