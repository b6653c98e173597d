{{ config(materialized='view') }}

{#
    Grains in order of length; `per` of a target names one of them. A closed month is counted twice: as it stands,
    and as it would be if it were open (`basis` says which days serve; the policy knows the latter as a month, too).
    So are its days where rules pay by the day.
#}
select * from (values
    ('day', 1, 'day', 'stands'),
    ('week', 2, 'week', 'stands'),
    ('month', 3, 'month', 'stands'),
    ('quarter', 4, 'quarter', 'stands'),
    ('year', 5, 'year', 'stands'),
    {%- if pays_by_the_day() %}
    ('would_be_day', 1, 'day', 'would be'),
    {%- endif %}
    ('would_be_month', 3, 'month', 'would be')
) as grains (grain, length_rank, named, basis)
