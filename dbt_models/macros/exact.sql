{#
    Exact arithmetic. An engine's decimal division may pass through binary floating point, so every
    quotient is taken on whole numbers of the last place ("units") and rounded half up once.
#}

{# x as a whole number of 10^-places; x must not have more decimals than that. #}
{% macro units(x, places) -%}
    cast(cast({{ x }} as decimal({{ 36 - places }}, {{ places }})) * {{ 10 ** places }} as hugeint)
{%- endmacro %}

{# numerator / denominator, both whole numbers, as a whole number rounded half up (away from zero); null over 0. #}
{% macro whole_ratio(numerator, denominator) -%}
    (case when ({{ numerator }}) < 0 then -1 else 1 end * ((2 * abs({{ numerator }}) + ({{ denominator }})) // nullif(2 * ({{ denominator }}), 0)))
{%- endmacro %}

{# numerator / denominator, both whole numbers, as a decimal rounded half up to `places`; null over 0. #}
{% macro ratio(numerator, denominator, places) -%}
    {{ from_units(whole_ratio('(' ~ numerator ~ ') * ' ~ 10 ** places ~ '::hugeint', denominator), places) }}
{%- endmacro %}

{# a whole number of 10^-places back as a decimal. #}
{% macro from_units(x, places) -%}
    cast(cast({{ x }} as decimal({{ 37 - places }}, 0)) * cast('{{ "%.*f" % (places, 10 ** -places) }}' as decimal({{ places + 1 }}, {{ places }})) as decimal(38, {{ places }}))
{%- endmacro %}

{# a whole number of 10^-from_places as a decimal with fewer places, rounded half up. #}
{% macro units_half_up(x, from_places, places) -%}
    {{ from_units(whole_ratio(x, 10 ** (from_places - places)), places) }}
{%- endmacro %}

{# How far a rep was available on a day, in units of 0.00000001: the full-time share less what was taken out; 0 when `due` does not hold. #}
{% macro available_units(taken_out, due='is_due') -%}
    case when {{ due }} then {{ units('fte * cast(1 - least(1, ' ~ taken_out ~ ') as decimal(9, 4))', 8) }} else 0::hugeint end
{%- endmacro %}

{# Units of 0.00000001 day as days with 4 decimals. #}
{% macro available_days(available_units) -%}
    cast({{ units_half_up(available_units, 8, 4) }} as decimal(18, 4))
{%- endmacro %}
