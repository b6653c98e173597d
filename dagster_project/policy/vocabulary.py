"""The words that policy tables may use, in the order in which they are shown."""

from __future__ import annotations

GRAINS = ("day", "week", "month", "quarter", "year")
YEAR_FROM = ("quarter",)
"""What the score of a year may be the mean of, instead of being judged by the year's own sums."""
"""Periods from the shortest to the longest; `per` of a target is one of them too."""

SUBJECT_KINDS = ("rep", "team", "manager", "site")

KPI_KINDS = ("sum", "distinct", "ratio", "mean")
COUNTS = ("sum", "distinct")
"""Kinds whose targets grow with the available days."""
QUOTIENTS = ("ratio", "mean")
"""Kinds that are a numerator over a denominator; their targets are levels."""

ENTITIES = (
    "calls",
    "customers",
    "contacts",
    "opportunities",
    "activities",
    "orders",
    "receipts",
    "complaints",
    "surveys",
    "ratings",
    "attendance",
    "leave",
    "tasks",
    "roster",
    "training",
    "adjustments",
    "decisions",
)

DISPOSITIONS = ("connected", "no_answer", "busy", "failed", "cancelled", "voicemail")
RESULTS = ("key_person", "other_person", "refused", "voicemail", "wrong_number", "callback", "none")
LEAVE_KINDS = ("sick", "personal", "annual", "statutory", "unexcused")
DAY_KINDS = ("working_day", "weekend", "holiday")
SCOPE_KINDS = ("site", "team", "rep")
RECORD_FIELDS = (
    "company",
    "industry",
    "name",
    "department",
    "title",
    "gender",
    "phone",
    "mobile",
    "email",
    "im",
    "text",
)
"""What a complete record may have to hold: the customer's fields, the contact's, the notes of the talk."""

POINT_ENTITIES = ("attendance", "leave", "complaints", "activities")
"""Exports whose rows may add to or take from a base of points."""

RULE_KINDS = ("above_target", "band_streak", "steps")
"""The first two are short for one step; `steps` has rows of its own."""
REQUIREMENTS = ("sales_won",)
MEASURES = ("each", "together")
COMPARISONS = ("band", "above_target", "at_least", "below", "count_at_least", "count_below")
"""Of an attainment: its band, a threshold; of a count: above its target, a threshold."""
LOSS_COMPARISONS = ("at_least", "below", "count_at_least", "count_below")
"""Of an attainment, or of a count, with a threshold."""
PRECEDENTS = ("training",)
"""What may have to happen between the periods of one step and the end of the next."""
OPPORTUNITY_CREDITS = ("current", "first")

INCENTIVE_KINDS = (
    "per_shortfall",
    "per_failed_period",
    "per_unit",
    "share_of_kpi",
    "when_met",
    "base_pay",
    "per_finding",
    "per_order",
    "per_customer",
    "price_share",
    "surplus_share",
    "order_share",
    "pool_share",
    "attainment_scale",
    "return_share",
    "lost_when_missed",
    "lost_when_counted",
    "forfeit",
    "per_event",
    "per_overdue",
    "owed_while",
    "withhold",
)
PAYEES = ("rep", "team", "site", "manager")
"""Whom a line is for: the seller, the region's department, the site's pool; or somebody's manager."""
ORDER_TRAITS = ("product", "channel", "brand", "stock_kind", "payment_kind", "region", "place")
"""What a rule's column `orders` may ask for; `place` is own or outside (the seller's regions)."""
PLACES = ("own", "outside")
"""What `place` may be."""
ATTENDANCE_EVENTS = ("late", "early_leave", "absence", "overtime", "extra_task", "cooperation", "refusal")
"""What attendance tells of."""
SEEN_AT = ("rep", "team", "site")
"""Whose figures a rule looks at, where it is not the subject's own."""
FINDING_KINDS = (
    "outside_hours",
    "do_not_call",
    "redial",
    "short_key_person",
    "after_leaving",
    "unverified_claim",
)
"""What compliance findings are of; each has a model `dbt_models/models/compliance/finding_<kind>.sql`."""
