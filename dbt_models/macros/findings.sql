{#
    The findings of some kinds (models/compliance/finding_<kind>.sql), of those for which the policy has a rule: what no
    rule asks for is not looked for.
#}
{% macro all_findings(kinds) -%}
    {%- set ruled = [] -%}
    {%- if execute -%}
        {%- do ruled.extend(run_query('select distinct kind from policy.findings').columns[0].values()) -%}
    {%- endif -%}
    select
        cast(null as varchar) as rule_id,
        cast(null as varchar) as kind,
        cast(null as varchar) as unit,
        cast(null as varchar) as unit_id,
        cast(null as varchar) as rep_id,
        cast(null as date) as day,
        cast(null as varchar) as observed,
        cast(null as varchar) as allowed,
        cast(null as varchar) as file_id,
        cast(null as bigint) as line_no
    where false
    {%- for kind in kinds %}
    {%- set relation = ref('finding_' ~ kind) -%}
    {%- if kind in ruled %}
    union all by name
    select * from {{ relation }}
    {%- endif -%}
    {%- endfor %}
{%- endmacro %}
