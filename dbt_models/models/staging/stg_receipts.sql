{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('receipts', [
    ['receipt_id', 'text', 'required'],
    ['order_id', 'text', 'required'],
    ['received_at', 'time', 'required'],
    ['amount', 'money', 'required'],
    ['instalment_no', 'text'],
    ['due_at', 'time'],
    ['is_deleted', 'flag'],
    ['updated_at', 'time'],
]) }}
