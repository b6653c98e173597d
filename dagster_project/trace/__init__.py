"""From a published score back to the lines of the exports, every level recomputed on the way.

Reads one publication's Parquet files and the raw store, never the warehouse; writes nothing but a line in the
record when hidden values are shown. Arithmetic is done here a second time, in whole numbers and fractions, so
that it does not lean on the SQL that it checks.
"""
