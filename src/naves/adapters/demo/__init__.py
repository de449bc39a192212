"""The demonstration country: invented needs and strategies in real towns, replayed day by day."""
