-- read = loaded + quarantined + duplicates, for every file: a line that is none of these was lost.
select file_id, name, rows_read, rows_loaded, rows_duplicate, rows_quarantined
from {{ ref('file_rows') }}
where status = 'read' and rows_read is distinct from rows_loaded + rows_duplicate + rows_quarantined
