{#
    Merges followed to the end, for customers and contacts alike. A row says where it went (`merged_into`) or
    what it took up (`merged_from`, ids separated by ';'); its own word goes first, else the smallest id that
    names it. A merge stands whether or not its row was deleted: it says that both always were the same.

    Emits CTEs after one named `known` (the revision that holds of every id, with merged_into and merged_from):
      merger: one row per id that was merged, with where to, and the line that says so
      cycle_member: ids that a chain of merges leads back to; each stands for itself
      merge_end: merged ids with the end of their chain
    `only_known`: a merge into an id that nothing is known of does not count.
#}
{% macro followed_merges(id, only_known=false) -%}
said as (

    select {{ id }}, merged_into as target, 0 as place, file_id, line_no from known where merged_into is not null

    union all

    select taken.id, taken.target, 1, taken.file_id, taken.line_no
    from (
        select trim(unnest(string_split(merged_from, ';'))) as id, {{ id }} as target, file_id, line_no from known
        where merged_from is not null
    ) as taken
    where taken.id <> '' and taken.id <> taken.target

),

merger as (

    select {{ id }}, target, file_id, line_no
    from said
    {%- if only_known %}
    where target in (select {{ id }} from known union all select {{ id }} from said)
    {%- endif %}
    qualify row_number() over (partition by {{ id }} order by place, target, file_id, line_no) = 1

),

reached as (

    select {{ id }}, target as at_id, [target] as passed from merger

    union all

    select reached.{{ id }}, merger.target, list_append(reached.passed, merger.target)
    from reached
    inner join merger on reached.at_id = merger.{{ id }} and not list_contains(reached.passed, merger.target)

),

cycle_member as (

    select distinct {{ id }} from reached where {{ id }} = at_id

),

sound_merge as (

    select {{ id }}, target from merger where {{ id }} not in (select {{ id }} from cycle_member)

),

walk as (

    select {{ id }}, target as at_id from sound_merge

    union all

    select walk.{{ id }}, sound_merge.target
    from walk
    inner join sound_merge on walk.at_id = sound_merge.{{ id }}

),

merge_end as (

    select {{ id }}, at_id as survivor_id
    from walk
    where at_id not in (select {{ id }} from sound_merge)

)
{%- endmacro %}

{# Who looks after each customer: the owner of the one that it was merged into, else its own. #}
{% macro customer_owners() -%}
    select
        customers.customer_id,
        customers.survivor_id,
        coalesce(survivor.owner_rep_id, own.owner_rep_id) as owner_rep_id
    from {{ ref('dim_customer') }} as customers
    left join {{ ref('int_customers__latest') }} as survivor
        on customers.survivor_id = survivor.customer_id and survivor.is_deleted is not true
    left join {{ ref('int_customers__latest') }} as own
        on customers.customer_id = own.customer_id and own.is_deleted is not true
{%- endmacro %}
