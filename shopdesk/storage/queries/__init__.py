"""Reading that goes past single records: sums, joins, lists for a page."""
