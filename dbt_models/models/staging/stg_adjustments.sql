{{ config(materialized='incremental', incremental_strategy='append') }}

{{ stage('adjustments', [
    ['adjustment_id', 'text', 'required'],
    ['subject_id', 'text', 'required'],
    ['period', 'text', 'required'],
    ['scheme_id', 'text', 'required'],
    ['kpi_id', 'text', 'required'],
    ['delta', 'money', 'required'],
    ['reason', 'text', 'required'],
    ['approved_by', 'text', 'required'],
    ['approved_at', 'time', 'required'],
]) }}
