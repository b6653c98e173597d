{#
    How far an outbound leg came on its way to a successful call: 0 nobody answered, 1 a machine, 2 somebody,
    3 the key person, 4 the key person for at least the policy's seconds. A call came as far as its best leg.
#}
{% macro leg_stage(min_talk_seconds) -%}
    case
        when direction = 'outbound' and is_connected and is_key_person and talk_seconds >= {{ min_talk_seconds }} then 4
        when direction = 'outbound' and is_connected and is_key_person then 3
        when direction = 'outbound' and is_connected then 2
        when disposition = 'voicemail' or result = 'voicemail' then 1
        else 0
    end
{%- endmacro %}

{# The same in words. #}
{% macro call_outcome(stage) -%}
    case {{ stage }}
        when 4 then 'successful' when 3 then 'too_short' when 2 then 'no_key_person' when 1 then 'voicemail' else 'not_connected'
    end
{%- endmacro %}
