"""Makes a publication again from the raw store and compares it row by row; reads, and never writes the home.

`run.verify` does it; `damage` looks at what it reads, `scratch` lays out a home as it was then, `derive` runs
the SQL that the publication carries, `compare` compares the tables.
"""
