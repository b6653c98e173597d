"""A closed month for payroll: what was published, what was corrected since the last export, and a register.

Every export is kept under `<home>/exports/YYYY-MM/NNN/` with the hashes of its files in the record, so that
what was paid by can be shown later.
"""
