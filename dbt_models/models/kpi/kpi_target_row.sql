{{ config(materialized='table') }}
-- depends_on: {{ ref('int_pair__changed') }}

{#
    The target row that serves each rep, day, scheme and KPI at each grain: among those that fit, the longest
    `per` not above the grain (else the shortest, for showing only); of the same `per`, the one with most filters.
    Frozen days have theirs already.
#}
-- depends_on: {{ ref('int_pair__changed') }}
with member as (

    select * from {{ ref('kpi_member_day') }}
    {%- if before('kpi', 'kpi_target_day') is not none %}
    semi join {{ ref('int_pair__changed') }} using (rep_id, day)
    {%- endif %}

),

fits as (

    select
        member.basis,
        member.rep_id,
        member.day,
        member.scheme_id,
        target.kpi_id,
        target.line_no,
        grains.length_rank as per_rank
    from member
    inner join {{ source('policy', 'targets') }} as target
        on member.scheme_id = target.scheme_id
        and {{ in_force('target', 'member.day') }}
        and (target.grade is null or target.grade = member.grade)
        and (target.tenure_from_days is null or member.tenure_days >= target.tenure_from_days)
        and (target.tenure_to_days is null or member.tenure_days <= target.tenure_to_days)
        and (target.tenure_from_days is null and target.tenure_to_days is null or member.tenure_days is not null)
    inner join {{ ref('kpi_grain') }} as grains on target.per = grains.grain
    where not member.is_frozen and member.role <> 'own'
    qualify row_number() over (
        partition by member.basis, member.rep_id, member.day, member.scheme_id, target.kpi_id, target.per
        order by
            (case when target.grade is null then 0 else 1 end)
            + (case when target.tenure_from_days is null and target.tenure_to_days is null then 0 else 1 end) desc,
            target.line_no
    ) = 1

)

select
    fits.basis,
    fits.rep_id,
    fits.day,
    fits.scheme_id,
    fits.kpi_id,
    grains.grain,
    grains.length_rank,
    coalesce(
        arg_max(fits.line_no, fits.per_rank) filter (where fits.per_rank <= grains.length_rank),
        arg_min(fits.line_no, fits.per_rank)
    ) as target_line
from fits
inner join {{ source('policy', 'schemes') }} as scheme on fits.scheme_id = scheme.scheme_id
inner join {{ ref('kpi_grain') }} as grains on fits.basis = grains.basis and {{ holds('scheme.grains', 'grains.named') }}
group by fits.basis, fits.rep_id, fits.day, fits.scheme_id, fits.kpi_id, grains.grain, grains.length_rank
