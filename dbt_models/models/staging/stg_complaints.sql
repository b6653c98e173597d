{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('complaints', [
    ['complaint_id', 'text', 'required'],
    ['opened_at', 'time', 'required'],
    ['rep_id', 'text'],
    ['customer_id', 'text'],
    ['resolved_at', 'time'],
    ['kind', ['complaint', 'praise', 'after_sale']],
    ['cost', 'money'],
    ['is_deleted', 'flag'],
    ['updated_at', 'time'],
]) }}
