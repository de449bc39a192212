"""Grants as ODRL policies."""

from typing import Any

from naves.domains.catalogue.models import Dataset, Grant
from naves.domains.catalogue.record_permissions import Action, require
from naves.domains.catalogue.rules.odrl import PolicyFacts, policy
from naves.domains.catalogue.rules.territory import publisher_iri
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation


def policies_of(actor: Actor, dataset: Dataset) -> list[dict[str, Any]]:
    """Return one policy for each grant of a dataset that was not revoked; persons stand by their number only."""
    require(actor, Action.VIEW_ESTATE, dataset)
    grants = dataset.grants.filter(revoked_at=None).select_related("organisation", "dataset__owner")
    return [policy_of(grant, dataset) for grant in grants]


def policy_of(grant: Grant, dataset: Dataset) -> dict[str, Any]:
    """Return a grant as a policy."""
    assignee, name = None, ""
    if grant.organisation is not None:
        assignee, name = _party(grant.organisation), grant.organisation.name
    elif grant.person_id is not None:
        assignee = f"urn:uuid:{grant.person_id}"
    elif grant.application_id is not None:
        assignee = f"urn:uuid:{grant.application_id}"
    return policy(
        PolicyFacts(
            uid=f"urn:uuid:{grant.pk}",
            targets=[dataset.iri],
            action=grant.action,
            purpose=grant.purpose,
            assigner=_party(dataset.owner),
            assigner_name=dataset.owner.name,
            assignee=assignee,
            assignee_name=name,
            first_day=grant.first_day,
            last_day=grant.last_day,
        )
    )


def _party(organisation: Organisation) -> str:
    return publisher_iri(organisation.ico) or f"urn:uuid:{organisation.pk}"
