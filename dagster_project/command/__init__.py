"""Command line: reads arguments, calls the rooms, prints. No logic of its own.

Everything heavy (Dagster, dbt, Great Expectations) is imported inside the command that needs it, so that
`--help` and a night without news answer at once.
"""
