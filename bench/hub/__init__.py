"""Benchmarks of the hub; each prints its ratio to a bare reference measured in the same run."""
