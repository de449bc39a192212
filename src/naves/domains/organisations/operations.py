"""The verbs of organisations. Each checks the permission first, writes in one transaction and leaves an audit line."""

from datetime import datetime

from django.db import IntegrityError, transaction

from naves.domains.accounts.models import User
from naves.domains.accounts.operations import create_person
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Membership, Organisation
from naves.domains.organisations.permissions import OFFICIAL, Action, require
from naves.domains.organisations.rules import OrganisationValues, problems_of
from naves.domains.organisations.trail import note
from naves.kernel.errors import Conflict, NotAllowed, Problem, Refused, gettext_noop
from naves.kernel.text import collation_key, fold

_FIELDS = ("kind", "name", "ico", "place_id", "website", "description")


def create_organisation(*, actor: Actor, at: datetime, values: OrganisationValues) -> Organisation:
    """Found an organisation; who founds it manages it, unless an office is set up by an administrator."""
    official = values.kind in OFFICIAL
    require(actor, Action.CREATE_OFFICIAL if official else Action.CREATE)
    _refuse_wrong(values)
    with transaction.atomic():
        organisation = _saved(Organisation(created_at=at), values)
        _note(actor, at, "organisation.created", organisation, after=_contents(organisation))
        if not official and actor.user_id is not None:
            Membership.objects.create(
                organisation=organisation,
                user_id=actor.user_id,
                role=MemberRole.MANAGER,
                requested_at=at,
                approved_at=at,
            )
    return organisation


def edit_organisation(
    *, actor: Actor, at: datetime, organisation: Organisation, values: OrganisationValues
) -> Organisation:
    """Change what an organisation says of itself; its kind and place are an administrator's to change."""
    require(actor, Action.EDIT, organisation)
    before = _contents(organisation)
    if not actor.is_administrator and (values.kind, values.place_id) != (before["kind"], before["place_id"]):
        raise NotAllowed("edit", "organisation", "kind and place are changed by an administrator")
    _refuse_wrong(values)
    with transaction.atomic():
        organisation = _saved(organisation, values)
        _note(actor, at, "organisation.edited", organisation, before=before, after=_contents(organisation))
    return organisation


@transaction.atomic
def close_organisation(*, actor: Actor, at: datetime, organisation: Organisation) -> Organisation:
    """End an organisation; its records stay, its members no longer act for it."""
    require(actor, Action.CLOSE, organisation)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    organisation.closed_at = at
    organisation.save(update_fields=["closed_at"])
    _note(actor, at, "organisation.closed", organisation)
    return organisation


@transaction.atomic
def request_membership(*, actor: Actor, at: datetime, organisation: Organisation) -> Membership:
    """Ask to act for an organisation; it counts once a manager agrees."""
    require(actor, Action.REQUEST_MEMBERSHIP, organisation)
    assert actor.user_id is not None  # noqa: S101 - the table lets nobody else through
    return _join(
        actor,
        at,
        organisation,
        User.objects.get(pk=actor.user_id),
        MemberRole.MEMBER,
        approved_at=None,
        verb="membership.requested",
    )


@transaction.atomic
def add_member(*, actor: Actor, at: datetime, organisation: Organisation, user: User, role: MemberRole) -> Membership:
    """Let a person act for an organisation in a role."""
    require(actor, Action.MANAGE_MEMBERS, organisation)
    return _join(actor, at, organisation, user, role, approved_at=at, verb="membership.added")


@transaction.atomic
def invite(*, actor: Actor, at: datetime, organisation: Organisation, email: str, role: MemberRole) -> Membership:
    """Add a person by e-mail address; send them the link of :func:`invitations.invitation_token`.

    One without an account gets one without a password, which following the link lets them set.
    """
    require(actor, Action.MANAGE_MEMBERS, organisation)
    inviting = User.objects.filter(pk=actor.user_id).first() if actor.user_id else None
    user = User.objects.filter(email=email.strip().lower()).first() or create_person(email=email, at=at, by=inviting)
    return _join(actor, at, organisation, user, role, approved_at=at, verb="membership.added")


@transaction.atomic
def approve_membership(
    *, actor: Actor, at: datetime, membership: Membership, role: MemberRole = MemberRole.MEMBER
) -> Membership:
    """Agree to a request, in a role."""
    require(actor, Action.MANAGE_MEMBERS, membership.organisation)
    membership = _current(membership)
    if membership.approved_at is not None:
        raise Conflict(
            Problem(
                code="already_member",
                field="user",
                message=gettext_noop("This person already acts for the organisation, or has asked to."),
                remedy=gettext_noop("Change the role in the list of members."),
            )
        )
    membership.approved_at, membership.role = at, role
    membership.save(update_fields=["approved_at", "role"])
    _note(actor, at, "membership.approved", membership.organisation, after={"user": membership.user_id, "role": role})
    return membership


@transaction.atomic
def change_role(*, actor: Actor, at: datetime, membership: Membership, role: MemberRole) -> Membership:
    """Give a member another role; the last manager stays one."""
    require(actor, Action.MANAGE_MEMBERS, membership.organisation)
    membership = _current(membership)
    if role != MemberRole.MANAGER:
        _refuse_leaving_unmanaged(membership)
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    _note(
        actor,
        at,
        "membership.role_changed",
        membership.organisation,
        before={"user": membership.user_id, "role": before},
        after={"user": membership.user_id, "role": role},
    )
    return membership


@transaction.atomic
def end_membership(*, actor: Actor, at: datetime, membership: Membership) -> Membership:
    """End a membership or decline a request; a member may leave on their own."""
    own = membership.user_id == actor.user_id
    of_own = Action.LEAVE if membership.approved_at else Action.WITHDRAW_REQUEST
    require(actor, of_own if own else Action.MANAGE_MEMBERS, membership.organisation)
    membership = _current(membership)
    _refuse_leaving_unmanaged(membership)
    membership.ended_at = at
    membership.save(update_fields=["ended_at"])
    _note(actor, at, "membership.ended", membership.organisation, before={"user": membership.user_id})
    return membership


def _refuse_wrong(values: OrganisationValues) -> None:
    if problems := problems_of(values):
        raise Refused(problems)


def _saved(organisation: Organisation, values: OrganisationValues) -> Organisation:
    for name in _FIELDS:
        value = getattr(values, name)
        setattr(organisation, name, value.strip() if isinstance(value, str) else value)
    organisation.name_sort = collation_key(organisation.name)
    organisation.name_folded = fold(organisation.name)
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError:
        raise Conflict(
            Problem(
                code="ico_taken",
                field="ico",
                value=values.ico,
                message=gettext_noop("Another organisation already has the identification number %(value)s."),
                params={"value": values.ico},
                remedy=gettext_noop("Look it up and ask its managers to add you."),
            )
        ) from None
    return organisation


def _contents(organisation: Organisation) -> dict[str, object]:
    return {name: getattr(organisation, name) for name in _FIELDS}


def _join(
    actor: Actor,
    at: datetime,
    organisation: Organisation,
    user: User,
    role: MemberRole,
    *,
    approved_at: datetime | None,
    verb: str,
) -> Membership:
    if Membership.objects.filter(organisation=organisation, user=user, ended_at=None).exists():
        raise Conflict(
            Problem(
                code="already_member",
                field="user",
                message=gettext_noop("This person already acts for the organisation, or has asked to."),
                remedy=gettext_noop("Change the role in the list of members."),
            )
        )
    membership = Membership.objects.create(
        organisation=organisation, user=user, role=role, requested_at=at, approved_at=approved_at
    )
    _note(actor, at, verb, organisation, after={"user": user.pk, "role": role})
    return membership


def _current(membership: Membership) -> Membership:
    """Return the membership as it is now, locked, together with the organisation whose managers are counted."""
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    membership = Membership.objects.select_related("organisation").get(pk=membership.pk)
    if membership.ended_at is not None:
        raise Conflict(
            Problem(
                code="ended",
                message=gettext_noop("This membership has already ended."),
                remedy=gettext_noop("Load the list of members again."),
            )
        )
    return membership


def _refuse_leaving_unmanaged(membership: Membership) -> None:
    others = Membership.objects.filter(
        organisation=membership.organisation, role=MemberRole.MANAGER, approved_at__isnull=False, ended_at=None
    ).exclude(pk=membership.pk)
    manages = membership.role == MemberRole.MANAGER and membership.approved_at is not None
    if manages and membership.organisation.closed_at is None and not others.exists():
        raise Conflict(
            Problem(
                code="last_manager",
                message=gettext_noop("This is the organisation's last manager."),
                remedy=gettext_noop("Make somebody else a manager first, or close the organisation."),
            )
        )


def _note(actor: Actor, at: datetime, verb: str, organisation: Organisation, **states: dict[str, object]) -> None:
    note(actor=actor, at=at, action=verb, kind="organisation", identifier=organisation.pk, **states)
