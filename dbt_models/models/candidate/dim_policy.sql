{{ config(materialized='table') }}

{# Every row of the policy with the file and line it stands on; the key of the keyed hash is not shown. #}
{% for table in policy_tables() %}
select '{{ table }}.csv' as file, line_no, cast(to_json(policy_row) as varchar) as content
from (select * exclude (line_no){{ " replace (case when name = 'number_key' then '(hidden)' else value end as value)" if table == 'settings' }}, line_no from {{ source('policy', table) }}) as policy_row
{{ "union all" if not loop.last }}
{% endfor %}
