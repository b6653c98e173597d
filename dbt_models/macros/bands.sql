{# The band of a row's attainment: the highest lower bound not above it, of the bands in force at its period_end by the
   rules that it is judged by; below 0 (after a negative adjustment, say) the lowest. #}
{% macro band_of(judged) -%}
    (
        select arg_max(band.band, band.lower_bound)
        from {{ ref('band_rule') }} as band
        where band.rules = {{ judged }}.rules and band.scheme_id = {{ judged }}.scheme_id
            and band.lower_bound <= greatest({{ judged }}.attainment, 0) and {{ in_force('band', judged ~ '.period_end') }}
    )
{%- endmacro %}
