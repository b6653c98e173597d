{#
    Phone numbers to E.164 in bulk. The rules are those of the phonenumbers library for the accepted spellings
    (a test holds both against each other): +, 00, bare country code, national with or without the trunk 0,
    blanks and punctuation, full-width digits, an extension. Beyond it: what spreadsheets make of numbers, and
    the Chinese form of an extension. A masked number, or one whose digits a spreadsheet lost, has no identity;
    it stays as '*'.
#}

{#
    Digits, the + before a country code, and ';' before what may be an extension; '*' where digits are hidden or
    lost. The two forms that most numbers have are told first, by patterns that are cheap to match.
#}
{% macro plain_number(text) -%}
    case
        when regexp_full_match({{ text }}, '[0-9]*') then {{ text }}
        when regexp_full_match({{ text }}, '[0-9+ ()-]*') and not (contains({{ text }}, '-') and regexp_matches({{ text }}, '[0-9]{7}-[0-9]{1,6}\W*$'))
            then translate({{ text }}, ' -()', '')
        else {{ spelled_number("translate(lower(" ~ text ~ "), '０１２３４５６７８９＋－‐–（）　．，ｘ＃＊•●', '0123456789+---() .,x#***')") }}
    end
{%- endmacro %}

{# A single x or # begins an extension, several in a row hide digits. A number of 1.3812345678E+10 still has all of its own. #}
{% macro spelled_number(text) -%}
    case
        when contains({{ text }}, '*') or regexp_matches({{ text }}, '[0-9][x#]{2,}|^[x#]{2,}[0-9]') then '*'
        when contains({{ text }}, 'e+') and regexp_matches({{ text }}, '^\W*[1-9]([.][0-9]+)?e[+][0-9]+\W*$') then
            case
                when length(regexp_extract({{ text }}, '[.]([0-9]+)', 1)) = try_cast(regexp_extract({{ text }}, 'e[+]([0-9]+)', 1) as integer)
                    then regexp_replace(regexp_extract({{ text }}, '[0-9.]+'), '[.]', '')
                else '*'
            end
        else regexp_replace(
            {{ before_extension("regexp_replace(" ~ text ~ ", '(转|轉|分机|分機|ext|x|,|;|#).*$', '')") }},
            '[^0-9+;]', '', 'g')
    end
{%- endmacro %}

{# Without the .0 of a spreadsheet; an extension after a hyphen is set off by ';', since only the region tells whether it is one. #}
{% macro before_extension(text) -%}
    case
        when contains({{ text }}, '.0') then regexp_replace({{ text }}, '^(\W*[0-9]{7,})[.]0+\W*$', '\1')
        when contains({{ text }}, '-') then regexp_replace(
            {{ text }},
            '^(\W*(?:(?:[+]|00)?86[- ]?)?(?:[(]?0?(?:10|2[0-9]|[3-9][0-9]{2})[)]?[- ]?[0-9]{7,8}|1[3-9][0-9]{9}))-([0-9]{1,6})\W*$', '\1;\2')
        else {{ text }}
    end
{%- endmacro %}

{# What follows the second hyphen of 0755-12345678-8012 is an extension in China; elsewhere it belongs to the number. #}
{% macro without_extension(dialled, region) -%}
    case
        when not contains({{ dialled }}, ';') then {{ dialled }}
        when {{ region }}.country_code = '86' or starts_with({{ dialled }}, '+86') or starts_with({{ dialled }}, '0086')
            then split_part({{ dialled }}, ';', 1)
        else replace({{ dialled }}, ';', '')
    end
{%- endmacro %}

{# Is `plain` as long as a number of the region may be: national, with the national prefix, or with the country code. #}
{% macro fits_region(plain, region) -%}
    (
        length({{ plain }}) <= {{ region }}.max_length
        or ({{ region }}.national_prefix <> '' and starts_with({{ plain }}, {{ region }}.national_prefix)
            and length({{ plain }}) <= {{ region }}.max_length + length({{ region }}.national_prefix))
        or (starts_with({{ plain }}, {{ region }}.country_code)
            and length({{ plain }}) - length({{ region }}.country_code) between {{ region }}.min_length and {{ region }}.max_length)
    )
{%- endmacro %}

{#
    `plain` without the digits that were dialled for an outside line: only where the number is too long with
    them and right without them (9-013812345678, but 900 and 95588 stay).
#}
{% macro without_trunk(plain, region, trunk) -%}
    case
        when {{ trunk }} <> '' and starts_with({{ plain }}, {{ trunk }}) and not contains({{ plain }}, '+')
            and not {{ fits_region(plain, region) }}
            and (
                {{ fits_region('substr(' ~ plain ~ ', length(' ~ trunk ~ ') + 1)', region) }}
                or starts_with(substr({{ plain }}, length({{ trunk }}) + 1), {{ region }}.idd_prefix)
            )
            then substr({{ plain }}, length({{ trunk }}) + 1)
        else {{ plain }}
    end
{%- endmacro %}

{# `plain` as made by plain_number and without extension and trunk; `region` an alias of a row of raw.phone_region. #}
{% macro e164(plain, region) -%}
    case
        when {{ plain }} is null or {{ plain }} = '' or {{ plain }} = '+' or contains({{ plain }}, '*') then null
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

{# A text that is shown to people, without numbers that may be somebody's: five digits and more become asterisks. #}
{% macro digits_hidden(text) -%} regexp_replace({{ text }}, '[0-9][0-9 -]{3,}[0-9]', '*****', 'g') {%- endmacro %}

{# The published id of a customer who is known by a number (E.164) alone: a keyed hash. #}
{% macro number_unit(number) -%}
    'n:' || substr(sha256('{{ setting_now("number_key", "") }}' || ':' || {{ number }}), 1, 24)
{%- endmacro %}
