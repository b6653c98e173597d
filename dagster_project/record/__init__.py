"""What people did to a home, in a log that cannot be edited unnoticed."""
