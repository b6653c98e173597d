"""The DuckDB file that dbt works in: filled from the raw store and the policy, derived by dbt, kept between nights."""
