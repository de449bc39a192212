"""Proposals and investment projects of CONSUL Democracy come in."""
