"""KPIs beyond the core scheme, in plain Python: one module a family, all events of a site at once."""
