"""Policy: what a company decides (targets, weights, bands, calendars, vocabularies) as CSV with dates.

`load` reads a folder and writes it into a warehouse, `check` tells what is wrong with it before any
data is touched, `calendar` makes China's working calendar. A further table is an entry in `tables`, a
further setting one in `settings`, a further rule of correctness a file in `checks`.
"""
