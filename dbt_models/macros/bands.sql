{# The band of an attainment: the highest lower bound not above it, of the bands in force on a day; below 0 (after a
   negative adjustment, say) the lowest. #}
{% macro band_of(scheme, attainment, day) -%}
    (
        select arg_max(band.band, band.lower_bound)
        from {{ source('policy', 'bands') }} as band
        where band.scheme_id = {{ scheme }} and band.lower_bound <= greatest({{ attainment }}, 0) and {{ in_force('band', day) }}
    )
{%- endmacro %}
