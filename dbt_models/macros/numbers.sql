{#
    Phone numbers to E.164 in bulk. The rules are those of the phonenumbers library for the accepted spellings
    (a test holds both against each other): +, 00, bare country code, national with or without the trunk 0,
    blanks and punctuation, full-width digits, an extension. A masked number (with *) has no identity.
#}
{% macro plain_number(text) -%}
    case
        when translate({{ text }}, '0123456789', '') = '' then {{ text }}
        else regexp_replace(
            regexp_replace(
                translate(lower({{ text }}), '０１２３４５６７８９＋－（）　．，', '0123456789+-() .,'),
                '(转|轉|ext|x|,|;|#).*$', ''),
            '[^0-9+*]', '', 'g')
    end
{%- endmacro %}

{# `plain` as made by plain_number; `region` an alias of a row of raw.phone_region. #}
{% macro e164(plain, region) -%}
    case
        when {{ plain }} is null or {{ plain }} = '' or contains({{ plain }}, '*') then null
        when starts_with({{ plain }}, '+') then '+' || replace({{ plain }}, '+', '')
        when contains({{ plain }}, '+') then null
        when starts_with({{ plain }}, {{ region }}.idd_prefix) then '+' || substr({{ plain }}, length({{ region }}.idd_prefix) + 1)
        when length({{ plain }}) > {{ region }}.max_length and starts_with({{ plain }}, {{ region }}.country_code)
            and length({{ plain }}) - length({{ region }}.country_code) between {{ region }}.min_length and {{ region }}.max_length
            then '+' || {{ plain }}
        when {{ region }}.national_prefix <> '' and starts_with({{ plain }}, {{ region }}.national_prefix)
            then '+' || {{ region }}.country_code || substr({{ plain }}, length({{ region }}.national_prefix) + 1)
        else '+' || {{ region }}.country_code || {{ plain }}
    end
{%- endmacro %}
