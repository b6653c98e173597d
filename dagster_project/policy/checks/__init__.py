"""One family of rules a file, each with `problems(sheet, computed_kpis) -> Iterator[Problem]`."""
