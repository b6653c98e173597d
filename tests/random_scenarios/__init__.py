"""Random worlds: a policy, exports of two nights, split and shuffled as real ones arrive. Seeded, so
repeatable.
"""
