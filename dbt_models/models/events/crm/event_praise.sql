{{ config(materialized='ephemeral') }}

{# Praise of a rep (or of a customer of the rep's), on the day on which it came. #}
{{ complaint_events('praise', 'praise') }}
