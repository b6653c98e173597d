"""Measurements, started by `make bench`; nothing here is a test, and no test is timed."""
