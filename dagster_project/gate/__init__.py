"""The gate: judges the candidate tables before they are published.

Checks are declared as data in `expectations/*.yml` and run by Great Expectations over the warehouse;
dbt tests join them by their stored results. Every declared check ends in exactly one `GateResult`;
one that did not run has failed. The gate reads only: it repairs nothing and publishes nothing.
"""
