"""From a candidate that passed the gate to an immutable, numbered folder; nothing is computed again here.

`publish.publish` makes a publication, `versions` reads which there are (cheap to import), `verify` hashes
one again. See `tables.yml` for the tables and their keys.
"""
