"""What becomes of publications after they are made: check, rollback, retention, backup and restore.

Whatever changes a home here holds its lock and says so in the record log *before* it acts; `settle` then
finishes what a killed process decided and did not complete. Nothing here imports an engine.
"""
