"""Numbers that changed after they had been promised: what they were, what they are, since when, and why.

A publication is compared with the one that was current before it and, for days that this one did not report,
with the newest that did (`promises`). `changed` finds the values, `event_facts`, `day_facts` and
`policy_facts` find what differs beneath them, `causes` brings the two together, `remaining` says what is left
without a cause, `since` tells which version showed the old value first.
"""
