{{ config(
    materialized='incremental', incremental_strategy='append',
    pre_hook="{{ forget(ref('int_call__revision'), ['key_space', 'call_id']) }}"
) }}

{# Lines of calls that only repeat an earlier line: counted as duplicates of their file. #}
select key_space, call_id, file_id, line_no
from {{ ref('int_call__revision') }}
where is_repeat
