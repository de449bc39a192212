"""Datasets and their records, custody and the way back; tenants of the hub and grants."""

from naves.domains.catalogue.models.bindings import TypeBinding
from naves.domains.catalogue.models.catalogues import Catalogue
from naves.domains.catalogue.models.checklist import ExitAnswer
from naves.domains.catalogue.models.custody import CustodyFact
from naves.domains.catalogue.models.datasets import Dataset, DatasetFacet
from naves.domains.catalogue.models.distributions import Distribution
from naves.domains.catalogue.models.estate import EstateEntry
from naves.domains.catalogue.models.grants import Grant
from naves.domains.catalogue.models.harvest_runs import HarvestItem, HarvestRun, HarvestSchedule
from naves.domains.catalogue.models.harvesting import HarvestSource
from naves.domains.catalogue.models.profiles import FileProfile, ProfileStatus
from naves.domains.catalogue.models.recovery import CustodyWarning, RecoveryPlan, RecoveryStep
from naves.domains.catalogue.models.rehearsals import ExportRehearsal, ExportSchema
from naves.domains.catalogue.models.series import DatasetSeries
from naves.domains.catalogue.models.services import DataService
from naves.domains.catalogue.models.society import DatasetFollower, DiscussionPost, Reuse
from naves.domains.catalogue.models.stored import StoredRecord
from naves.domains.catalogue.models.tenants import Tenant

__all__ = [
    "Catalogue",
    "CustodyFact",
    "CustodyWarning",
    "DataService",
    "Dataset",
    "DatasetFacet",
    "DatasetFollower",
    "DatasetSeries",
    "DiscussionPost",
    "Distribution",
    "EstateEntry",
    "ExitAnswer",
    "ExportRehearsal",
    "ExportSchema",
    "FileProfile",
    "Grant",
    "HarvestItem",
    "HarvestRun",
    "HarvestSchedule",
    "HarvestSource",
    "ProfileStatus",
    "RecoveryPlan",
    "RecoveryStep",
    "Reuse",
    "StoredRecord",
    "Tenant",
    "TypeBinding",
]
