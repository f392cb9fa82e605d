"""A member leaves: everything of them is taken back, deleted or made nobody's, and every number stays right.

It can be killed at any moment and done again: `leaves_at` says that it is not finished until the last
transaction, which empties the member's own row.
"""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model, QuerySet
from django_tasks import task

from accounts.leaving import anonymise, hold_names, tell_of_departure
from accounts.models import LoginTries, OutgoingEmail, User
from accounts.models.user import AVATAR_SIZES, avatar_path
from accounts.open_sessions import end_sessions
from films.models import Revision, Suggestion
from reviews.exporting import delete_exports
from reviews.models import DataExport, HelpfulVote, InterestVote, ModerationAction, Rating, Report, Review
from reviews.publishing import discard_review
from reviews.ratings import unrate
from reviews.traces import KEYS, Fate
from reviews.votes import withdraw_helpful_vote, withdraw_interest_vote

SLICE = 500


def take_back_everything(member: User, *, but_reviews: bool = False) -> None:
    """One transaction for each thing said: a member of many years does not hold the site up.

    but_reviews leaves the visible reviews and their stars.
    """
    reviews, ratings = _taken_back(member, but_reviews=but_reviews)
    for review in _in_slices(reviews.select_related("author", "title")):
        discard_review(review)
    for rating in _in_slices(ratings.select_related("title")):
        unrate(member, rating.title)
    for vote in _in_slices(HelpfulVote.objects.filter(member=member).select_related("review")):
        withdraw_helpful_vote(member, vote.review)
    for interest in _in_slices(InterestVote.objects.filter(member=member).select_related("trivia", "goof")):
        remark = interest.trivia or interest.goof
        if remark:
            withdraw_interest_vote(member, remark)


def _taken_back(member: User, *, but_reviews: bool) -> tuple[QuerySet[Review], QuerySet[Rating]]:
    reviews, ratings = Review.objects.by_author(member), Rating.objects.by_member(member)
    if but_reviews:
        left = reviews.visible()
        ratings = ratings.exclude(title__in=left.values("title"))
        reviews = reviews.unseen()
    return reviews, ratings


def _in_slices(rows: QuerySet[Any]) -> Iterator[Any]:
    """Each row, some hundred at a time, while they are being deleted."""
    last = 0
    while found := list(rows.filter(pk__gt=last).order_by("pk")[:SLICE]):
        yield from found
        last = found[-1].pk


@task()
def depart(member_id: int) -> None:
    """Delete one account whose time has come. Nothing happens if its member stayed, or is gone already."""
    member = _close(member_id)
    while member is not None:
        take_back_everything(member, but_reviews=member.leaves_reviews)
        _delete_files(member)
        if _finish(member):
            return


@transaction.atomic
def _close(member_id: int) -> User | None:
    """Let nobody in any more. From here on there is no way back."""
    member = User.objects.due_to_leave().select_for_update(no_key=True).filter(pk=member_id).first()
    if member:
        member.is_active = False
        member.save(update_fields=["is_active"])
        end_sessions(member)
    return member


def _delete_files(member: User) -> None:
    """Before the rows that name them, or a kill in between would leave them behind."""
    if member.avatar_key:
        for size in AVATAR_SIZES:
            default_storage.delete(avatar_path(member.avatar_key, size))
    delete_exports(DataExport.objects.of_member(member))


@transaction.atomic
def _finish(member: User) -> bool:
    """Delete what is left, and the member with it. False if a request still on its way has added something."""
    member = User.objects.select_for_update().get(pk=member.pk)
    reviews, ratings = _taken_back(member, but_reviews=member.leaves_reviews)
    votes = (HelpfulVote.objects.filter(member=member), InterestVote.objects.filter(member=member))
    if any(rows.exists() for rows in (reviews, ratings, *votes)):
        return False
    address, name, left_reviews = member.verified_email(), member.name, member.leaves_reviews
    hold_names(member)
    _forget_words(member)
    for key, fate in KEYS.items():
        if fate is Fate.DELETED:
            _rows(key, member).delete()
        elif fate is Fate.UNLINKED:
            _rows(key, member).update(**{key.rpartition(".")[2]: None})
    anonymise(member)
    tell_of_departure(address, name, left_reviews=left_reviews)
    if not any(_rows(key, member).exists() for key in KEYS):
        member.delete()
    return True


def _rows(key: str, member: User) -> QuerySet[Model]:
    label, _dot, field = key.rpartition(".")
    return apps.get_model(label)._base_manager.filter(**{field: member})


def _forget_words(member: User) -> None:
    """What is written of the member in rows that stay, or that no key leads to."""
    addresses = {member.email, *EmailAddress.objects.filter(user=member).values_list("email", flat=True)}
    OutgoingEmail.objects.to_any_of(addresses).delete()
    LoginTries.objects.of(member).delete()
    Report.objects.by(member).update(note="")
    Suggestion.objects.filter(author=member).update(note="", reason="")
    Revision.objects.filter(contributor=member).update(note="")
    ModerationAction.objects.concerning(member).forget_member()
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(member.pk)
    ).update(object_repr=str(member.pk))
