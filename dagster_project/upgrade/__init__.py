"""The format of a home, and the steps that bring an older one to it.

`<home>/format.json` names the format; a home without the file is of format 1. One module `to_N.py` per step,
each of which may be cut off at any point and done again.
"""
