"""What the hub has to be told of: rights follow from rows, whatever operation wrote them."""

from django.db.models.signals import post_delete, post_save


def connect_hub() -> None:
    """Subscribe to everything that rights in the hub follow from; safe to call again."""
    from naves.adapters.hub_control import reactions
    from naves.domains.accounts.models import ApiToken, User
    from naves.domains.catalogue.events import AccessChanged
    from naves.domains.organisations.models import Membership, Organisation
    from naves.kernel.events import subscribe

    subscribe(AccessChanged, reactions.access_changed)
    # Erasing a person deletes rows of many kinds without an operation of their own: signals see all of them.
    for signal in (post_save, post_delete):
        signal.connect(reactions.token_saved, sender=ApiToken, dispatch_uid=f"hub-token-{id(signal)}")
        signal.connect(reactions.membership_saved, sender=Membership, dispatch_uid=f"hub-membership-{id(signal)}")
    post_save.connect(reactions.person_saved, sender=User, dispatch_uid="hub-person")
    post_save.connect(reactions.membership_saved, sender=Organisation, dispatch_uid="hub-organisation")
