{{ config(materialized='ephemeral') }}

{#
    Which rules rest on which others, of the same person (`own`) or through a pool; a forfeit rests on another month, which
    was closed before it was taken.
#}
with rules as (

    select *, case when kind = 'pool_share' then coalesce(seen_at, 'site') else 'rep' end as level
    from {{ ref('incentive_rule') }}
    where kind <> 'forfeit'

)

select rules, scheme_id, rule_id, level, unnest({{ listed('of_rules') }}) as rests_on from rules where of_rules is not null
union
select rules, scheme_id, rule_id, level, unnest({{ listed('less_rules') }}) from rules where less_rules is not null
union
select 'policy', scheme_id, rule_id, 'rep', unnest({{ listed("split_part(evidence, '; lines ', 2)") }})
from {{ source('raw', 'closed_incentive_line') }}
where contains(evidence, '; lines ') and not starts_with(evidence, 'consequence ')
