"""Orchestration: Dagster's names for what the rooms do, and the order in which they do it.

What belongs here: assets, asset checks, the job, its schedule and sensor, the lock, the options of a run.
What does not: any rule about data. Every step calls one room and passes on what the steps before it left
in the run's `Session`.
"""
