"""What every part shares: ids, clock, errors, events, paging, Czech text, tables, guarded fetching."""
