"""What a file is and which layouts fit it: looks at the head of one file, writes nothing that stays.

What belongs here: trying layouts on a file, and wording what was seen and what to paste. What does not:
reading itself (ingestion does it, with the same code as a run).
"""
