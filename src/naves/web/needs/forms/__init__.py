"""Forms about needs; the domain checks what they say."""
