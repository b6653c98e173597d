"""Closing a month: what was published of it is frozen and an input of every later run, until it is reopened.

`freeze.close` and `reopening.reopen` are the two acts, `act` the record they leave and how a killed one is
finished, `definitions` the rules that a month is judged by from then on.
"""
