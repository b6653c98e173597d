"""The current publication once more, in schema `scoreline` of a Postgres, for whoever asks with SQL there.

Optional: nothing here is imported without an address (`address.py`). `publish.bring_up` is the way in. The
folder stays the publication; Postgres holds a copy that may be behind and catches up.
"""
