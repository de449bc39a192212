"""A country that does not exist, of any size, for benchmarks and load tests."""
