"""The control plane tells the hub who may do what."""
