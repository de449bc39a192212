"""Tenants of the hub and the grants that say who may use which data."""

from naves.domains.catalogue.models.grants import Grant
from naves.domains.catalogue.models.tenants import Tenant

__all__ = ["Grant", "Tenant"]
