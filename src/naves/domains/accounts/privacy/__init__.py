"""Personal data: where it lies and why, giving it out, erasing it, and what ages away by itself.

A domain that keeps more than links to people says so in a module ``personal_data`` with calls of
:func:`register`; links are found from the models by themselves.
"""

from naves.domains.accounts.privacy.erasing import erase_person
from naves.domains.accounts.privacy.exporting import export_person
from naves.domains.accounts.privacy.record import (
    OnErasure,
    PersonalField,
    ProcessingEntry,
    record_of_processing,
    register,
)
from naves.domains.accounts.privacy.retention import JOBS, run_retention

__all__ = [
    "JOBS",
    "OnErasure",
    "PersonalField",
    "ProcessingEntry",
    "erase_person",
    "export_person",
    "record_of_processing",
    "register",
    "run_retention",
]
