{#
    On DuckDB a relation is replaced in one statement, and an incremental table takes its new rows directly. A table with
    `view_of_every_call` is a view in a night that derives every call: writing so many rows costs more than making them twice.
    The materializations that come with dbt build aside, rename twice and drop, which every model pays for in
    time, because they must also serve engines without transactional DDL. Only one process ever writes here and
    nobody reads meanwhile.
#}

{% macro replaced_table(relation, sql) -%}
    {%- if config.get('contract').enforced -%}
    {{ get_assert_columns_equivalent(sql) }}
    create or replace table {{ relation }} {{ get_table_columns_and_constraints() }};
    insert into {{ relation }} {{ get_column_names() }} ({{ get_select_subquery(sql) }})
    {%- else -%}
    create or replace table {{ relation }} as ({{ sql }})
    {%- endif -%}
{%- endmacro %}

{% macro is_view_tonight() -%}
    {{ return(config.get('meta', {}).get('view_of_every_call', false) and derives_every_call()) }}
{%- endmacro %}


{% materialization table, adapter='duckdb' %}
    {%- set kind = 'view' if is_view_tonight() else 'table' -%}
    {%- set target_relation = this.incorporate(type=kind) -%}
    {%- set existing = load_cached_relation(this) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- if existing is not none and existing.type != kind -%}{{ adapter.drop_relation(existing) }}{%- endif -%}
    {% call statement('main') -%}
        {%- if kind == 'view' -%}
        create or replace view {{ target_relation }} as ({{ compiled_code }})
        {%- else -%}
        {{ replaced_table(target_relation, compiled_code) }}
        {%- endif -%}
    {%- endcall %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{% materialization view, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='view') -%}
    {%- set existing = load_cached_relation(this) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- if existing is not none and not existing.is_view -%}{{ adapter.drop_relation(existing) }}{%- endif -%}
    {% call statement('main') -%}
        {%- if config.get('contract').enforced %}{{ get_assert_columns_equivalent(compiled_code) }}{% endif %}
        create or replace view {{ target_relation }} as ({{ compiled_code }})
    {%- endcall %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{# New rows are inserted; what they replace was deleted by the model's pre-hook, in the same transaction. #}
{% materialization incremental, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set existing = load_cached_relation(this) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {% call statement('main') -%}
        {%- if existing is none or should_full_refresh() -%}
        {{ replaced_table(target_relation, compiled_code) }}
        {%- else -%}
        insert into {{ target_relation }} by name ({{ compiled_code }})
        {%- endif -%}
    {%- endcall %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
