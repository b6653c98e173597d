"""What people declare about files: entities, layouts, sources. Reads and checks YAML; touches no data."""
