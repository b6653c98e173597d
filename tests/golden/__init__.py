"""Cases computed by hand. Every case's docstring shows the computation."""
