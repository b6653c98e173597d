"""Landing, raw store and publications at `s3://` addresses; the home stays the folder that is worked in.

`address` says where (light, asked by every command), `bucket` speaks to the server, `landing` brings exports,
`trees` knows what a home holds, `mirror` makes an address hold the same by one pointer, `lease` keeps other
machines out meanwhile, and `held` puts it together for whoever holds a home. The library is imported where an
address is configured, and nowhere else.
"""
