"""Target `spark`: the same dbt models on Apache Spark, for those who outgrow one machine.

The models are written once, in DuckDB's SQL. `dialect` says each statement in Spark's words, `adapter` has
dbt do so. `tables` hands Spark what dbt reads and brings back what gate and publication read. `server`
starts a Spark of one's own on this machine.
"""
