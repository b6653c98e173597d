"""From a file of any form to rows in Parquet and refused lines: one reader per form, one way to write."""
