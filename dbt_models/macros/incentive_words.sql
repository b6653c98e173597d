{# Amounts to the cent, and a line's arithmetic and evidence in words. #}

{# quantity x rate, both with at most 4 decimals, in money: half up to the cent. #}
{% macro money(quantity, rate) -%}
    cast({{ units_half_up('(' ~ units(quantity, 4) ~ ') * (' ~ units(rate, 4) ~ ')', 8, 2) }} as decimal(18, 2))
{%- endmacro %}

{# A decimal as people write it: without trailing zeros. #}
{% macro plain(x) -%}
    regexp_replace(cast({{ x }} as varchar), '\.?0+$', '')
{%- endmacro %}

{# The line's arithmetic in figures: 19 x -5. #}
{% macro times(quantity, rate) -%}
    {{ plain(quantity) }} || ' x ' || {{ plain(rate) }}
{%- endmacro %}

{# Which published KPI row a line rests on: "kpi day 2026-09-03 rep r1 dials". #}
{% macro kpi_evidence(kpi) -%}
    'kpi ' || {{ kpi }}.grain || ' ' || {{ kpi }}.period_start || ' ' || {{ kpi }}.subject_kind || ' ' || {{ kpi }}.subject_id || ' ' || {{ kpi }}.kpi_id
{%- endmacro %}

{# A cell's list as a list: blanks around its parts and their signs mean nothing, those inside words do. #}
{% macro listed(cell) -%}
    list_transform(string_split({{ cell }}, ';'), part -> trim(regexp_replace(part, ' *(!=|=|\|) *', '\1', 'g')))
{%- endmacro %}
