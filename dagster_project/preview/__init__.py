"""What the current publication would be under another policy; reads, and never writes the home.

`run.preview` does it; `derive` makes the tables in a scratch folder as `verification` makes them again,
`asked` says which periods and whom, `changes` finds what differs, `counts` and `pay` sum it up, `rows` says
which rows of policy are others, `showing` tells it.
"""
