"""The DuckDB file that dbt works in: filled from raw and policy, derived by dbt, kept between nights."""
