{#
    Which revision of a business key holds: the greatest (updated_at, blank first; export time and name of its
    file; line). Repetitions of equal content are one revision, shown by its first line. Rows of a snapshot
    that a newer snapshot replaced do not keep a key alive, and a revision that says `is_deleted` ends it until
    a later one says otherwise.

    Emits CTEs after one named `lines` (staged lines of the keys in question with `file_no` and `superseded`):
      revision_of_many: every line of the keys with several lines, with run_no and starts_run
      last_revision: one row per key, gone ones too; is_absent: in no file that still stands
      latest: one row per living key; `deletable`: whether the entity has `is_deleted`
#}
{% macro latest_revision(key, updated_at='updated_at', deletable=true) -%}
{%- set keys = key | join(', ') -%}
many as (

    select {{ keys }} from lines group by {{ keys }} having count(*) > 1

),

numbered as (

    select
        lines.*,
        row_number() over revisions = 1 or content <> lag(content) over revisions as starts_run
    from lines
    semi join many using ({{ keys }})
    window revisions as (partition by {{ keys }} order by {{ updated_at ~ ' nulls first, ' if updated_at }}file_no, line_no)

),

revision_of_many as (

    select
        *,
        sum(cast(starts_run as integer)) over (
            partition by {{ keys }} order by {{ updated_at ~ ' nulls first, ' if updated_at }}file_no, line_no
            rows between unbounded preceding and current row
        ) as run_no
    from numbered

),

last_run as (

    select
        {{ keys }},
        coalesce(max(run_no) filter (where not superseded), max(run_no)) as run_no,
        bool_and(superseded) as is_absent
    from revision_of_many
    group by {{ keys }}

),

last_revision as (

    select revision_of_many.* exclude (starts_run, run_no), last_run.is_absent
    from revision_of_many
    inner join last_run using ({{ keys }}, run_no)
    where starts_run

    union all

    select lines.*, superseded as is_absent
    from lines
    anti join many using ({{ keys }})

),

latest as (

    select * exclude (is_absent) from last_revision where not is_absent{{ ' and is_deleted is not true' if deletable }}

)
{%- endmacro %}


{# Staged lines of an entity that were understood, with the place of their file in the order of exports. #}
{% macro understood(staged) -%}
    select staged.* exclude (refused_column, refused_value, refused_expected), file.file_no, file.superseded
    from {{ staged }} as staged
    inner join {{ source('raw', 'file') }} as file on staged.file_id = file.file_id
    where staged.refused_column is null
{%- endmacro %}
