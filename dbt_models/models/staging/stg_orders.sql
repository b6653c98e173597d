{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('orders', [
    ['order_id', 'text', 'required'],
    ['rep_id', 'text', 'required'],
    ['signed_at', 'time', 'required'],
    ['customer_id', 'text'],
    ['opportunity_id', 'text'],
    ['product', 'text'],
    ['quantity', 'money'],
    ['amount', 'money'],
    ['list_amount', 'money'],
    ['cost', 'money'],
    ['channel', 'code'],
    ['region', 'text'],
    ['stock_kind', 'code'],
    ['brand', 'text'],
    ['payment_kind', 'code'],
    ['cancelled_at', 'time'],
    ['is_deleted', 'flag'],
    ['updated_at', 'time'],
]) }}
