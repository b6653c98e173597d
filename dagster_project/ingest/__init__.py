"""Ingestion: a landed file becomes its kept bytes, one immutable Parquet file of text, and ledger lines.

Nothing here knows what a column means for the business: a layout says which text goes where, staging types
it. In the Parquet files NULL is "the file does not give it" (no such column, or blanked by the layout) and
text, the empty text too, is what stands in the file.
"""
