"""What changed between two publications, for people: whose numbers, from what to what, and why."""
