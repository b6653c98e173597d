{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('contacts', [
    ['contact_id', 'text', 'required'],
    ['customer_id', 'text'],
    ['name', 'text'],
    ['department', 'text'],
    ['title', 'text'],
    ['gender', 'text'],
    ['phone', 'phone'],
    ['mobile', 'phone'],
    ['email', 'text'],
    ['im', 'text'],
    ['is_decision_maker', 'flag'],
    ['merged_into', 'text'],
    ['merged_from', 'text'],
    ['created_by', 'text'],
    ['created_at', 'time'],
    ['is_deleted', 'flag'],
    ['updated_at', 'time'],
]) }}
