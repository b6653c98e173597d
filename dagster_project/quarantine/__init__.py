"""Quarantine: what was refused, readable beside the publications, and the files to correct and drop again.

What belongs here: the copy of the refused lines that every run leaves, and the making of correction files
from the original bytes. What does not: deciding what is refused (ingestion and staging do).
"""
