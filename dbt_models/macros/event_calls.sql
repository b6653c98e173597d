{# Calls of the KPIs that ask whether a person was really spoken with. #}

{# An outbound call that a person answered and that lasted the KPI's own min_talk_seconds. #}
{% macro is_effective_call(kpi_id) -%}
    direction = 'outbound' and is_human_answered
    and talk_seconds >= {{ kpi_parameter(kpi_id, 'min_talk_seconds', 'day') }}
{%- endmacro %}
