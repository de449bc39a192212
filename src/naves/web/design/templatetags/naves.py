"""`{% load naves %}`: every tag and filter of the house in one library."""

from django import template

from naves.web.design.tags import blocks, exchange, forms, links, numbers

register = template.Library()
for part in (numbers, links, forms, blocks, exchange):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
