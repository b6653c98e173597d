"""A second, independent computation of every published number, written from the rules alone.

Plain Python, exact fractions, none of the product's code: slow, small and meant to be read.
`build.published_tables(landing, policy, as_of)` gives what the command must publish.
"""
