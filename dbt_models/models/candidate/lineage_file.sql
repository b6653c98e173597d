{{ config(materialized='table') }}

select
    file_id,
    entity,
    source,
    name,
    file_id as sha256,
    bytes,
    status,
    rows_read,
    rows_loaded,
    rows_duplicate,
    rows_quarantined,
    rows_mended,
    first_event,
    last_event
from {{ ref('file_rows') }}
