"""The hub: an NGSI-LD context broker with history. Knows no Django and nothing of naves but the kernel."""
