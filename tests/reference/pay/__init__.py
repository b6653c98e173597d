"""Pay, written from the spec and the words of the policy: who is paid what for which month, line by line.

Open months only: what a closed month keeps, and a forfeit, which is taken once a month is settled, are not
told here; `tests/closing` proves them by hand.
"""
