"""What each run read and made, as OpenLineage events in `<home>/lineage/<run>.jsonl`, for catalogues to read.

Ids of tables, columns, files' entities and checks only: nothing of a person. `emit` is the way in; the
libraries are imported by a run that has work to do, never by a night on which nothing is new.
"""
