"""Disputes of scores: opened and decided in the record, and entering by the one road,
    as adjustments that land.

An appeal never edits a number. When it is approved,
    a canonical `adjustments` file is written into the landing
folder; the next run takes it in like any other file, with file, line, who, when and why.
"""
