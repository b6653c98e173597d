"""From landed bytes to plain UTF-8 text: unpacking, encodings, and counts that decide how it can be read."""
