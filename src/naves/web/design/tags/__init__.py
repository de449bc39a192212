"""The tags and filters of `{% load naves %}`, by subject."""
