"""The three roles of staff, and what each may do: groups with these names hold these permissions.

docs/curating.md tells them in words. A permission that nobody declares is passed over, so that an app can be left out.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS, models

from films.models import (
    AwardEvent,
    Company,
    ExternalId,
    Genre,
    Image,
    Keyword,
    NominationRecipient,
    Person,
    PersonName,
    QuoteLine,
    SoundtrackLine,
    Title,
    TitleFact,
    Video,
)
from reviews.models import CriticReview


class Role(StrEnum):
    """The names of the groups, which are kept in the database and not translated."""

    CURATOR = "curator"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"


# What stands on its own, whose deletion takes much else along: curators merge it or take it off the site instead.
SUBJECTS = (Title, Person, Company)
VOCABULARIES = (Genre, Keyword, AwardEvent)
# Rows below a title, a person or another row.
PARTS = (CriticReview, ExternalId, Image, NominationRecipient, PersonName, QuoteLine, SoundtrackLine, Video)

_CURATORS_DEEDS = {"films.merge_records", "films.decide_suggestion", "films.revert_revision"}
_MODERATORS_DEEDS = {"reviews.moderate", "reviews.decide_appeal", "reviews.freeze_score"}
# Looked at to decide. Single ratings, diaries and addresses are not among it: they are private.
_MODERATORS_SIGHTS = {
    f"reviews.view_{name}"
    for name in (
        "aggregaterating",
        "appeal",
        "helpfulvote",
        "interest",
        "interestvote",
        "moderationaction",
        "ratingalert",
        "report",
        "review",
        "reviewrevision",
    )
}
_ADMINISTRATORS_DEEDS = {
    "films.edit_locked",
    "reviews.add_communityrules",
    "reviews.change_communityrules",
    "reviews.view_communityrules",
    "reviews.view_dataimport",
    "accounts.view_user",
    "accounts.view_usernameredirect",
    "accounts.delete_usernameredirect",
    "desk.view_roleholder",
    "desk.change_roleholder",
    "django_tasks_database.view_dbtaskresult",
}


def permissions_of(role: Role) -> set[str]:
    """What a role may do, as “app.codename”. Administrators may do all that the other two may."""
    if role is Role.CURATOR:
        return _curators()
    if role is Role.MODERATOR:
        return _MODERATORS_DEEDS | _MODERATORS_SIGHTS
    whole_records = set(_named(("delete",), SUBJECTS))
    return (
        permissions_of(Role.CURATOR) | permissions_of(Role.MODERATOR) | _ADMINISTRATORS_DEEDS | whole_records
    )


def grant_roles(using: str = DEFAULT_DB_ALIAS) -> dict[Role, int]:
    """Makes the groups, and adds to each what it lacks; takes nothing away. How many were added to each.

    Permissions are made first: Django does that only when all migrations have run.
    """
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0, using=using)
    known = {f"{each.content_type.app_label}.{each.codename}": each for each in _permissions(using)}
    return {role: _grant(role, known, using) for role in Role}


def _grant(role: Role, known: dict[str, Permission], using: str) -> int:
    group, _ = Group.objects.using(using).get_or_create(name=role.value)
    held = set(group.permissions.all())
    missing = {known[name] for name in permissions_of(role) if name in known} - held
    group.permissions.add(*missing)
    return len(missing)


def _permissions(using: str) -> Iterable[Permission]:
    return Permission.objects.using(using).select_related("content_type")


def _curators() -> set[str]:
    catalogue = list(apps.get_app_config("films").get_models())
    facts = [model for model in catalogue if issubclass(model, TitleFact)]
    return {
        *_named(("view",), catalogue),
        *_named(("view", "add", "change"), [*SUBJECTS, *VOCABULARIES]),
        *_named(("view", "add", "change", "delete"), [*facts, *PARTS]),
        *_CURATORS_DEEDS,
    }


def _named(deeds: Iterable[str], model_classes: Iterable[type[models.Model]]) -> Iterator[str]:
    for model in model_classes:
        yield from (f"{model._meta.app_label}.{deed}_{model._meta.model_name}" for deed in deeds)
