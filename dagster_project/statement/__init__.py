"""A person's pay of a month: the lines, what each rests on, and whether they add up."""
