"""One customer is forgotten: ids, numbers and names are replaced everywhere in a home, counts stay.

`person` finds whom it is about, `register` keeps what keyed hashes need to know them again, `rows` and
`originals` replace in the raw store, `published` in publications and closed months, `pending` makes all of
it one step that a kill does not leave half done, `run` puts it together; `landing` does the same for a file
that lands later.
"""
