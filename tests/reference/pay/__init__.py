"""Pay, written from the spec and the words of the policy: who is paid what for which month, line by line."""
