"""Bad input and what must become of it, one module per family."""
