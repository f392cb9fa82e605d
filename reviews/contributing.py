"""Suggestions as the community's: who may suggest, agree and decide, and telling the author what became of it."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import NotificationKind, User
from accounts.notifications import notify
from films.contribution_forms import RowForm
from films.locking import may_change
from films.models import Suggestion, SuggestionStatus, SuggestionVerb
from films.suggesting import (
    close,
    current_row,
    current_values,
    digest_of,
    form_of,
    is_closed,
    is_conflicting,
    is_gone,
    locked,
    withdraw,
    write,
)
from reviews.models import CommunityRules, Standing, SuggestionAgreement
from reviews.permissions import can_write, require_can_write
from reviews.standing import standing_of

MOST_NAMED = 12
LOOKED_AT = 200
"""How many of a page's latest accepted suggestions are looked at for who made them."""


class Refused(Exception):  # noqa: N818  it is an answer
    """What would be written does not pass the catalogue's checks: `form` says why."""

    def __init__(self, form: RowForm) -> None:
        super().__init__(form)
        self.form = form


def can_decide_suggestions(member: User | AnonymousUser) -> bool:
    """Staff who may; a suspended member of staff does not."""
    return can_write(member) and member.is_staff and member.has_perm("films.decide_suggestion")


def can_decide_suggestion(member: User | AnonymousUser, suggestion: Suggestion) -> bool:
    """Nobody decides on their own, superusers included."""
    return can_decide_suggestions(member) and suggestion.author_id != member.pk


def can_agree(member: User | AnonymousUser, suggestion: Suggestion) -> bool:
    """Trusted members, on what somebody else suggests to rows that there are or may be."""
    return (
        is_open_to_agreement(suggestion)
        and can_write(member)
        and member.is_authenticated
        and suggestion.author_id != member.pk
        and standing_of(member) == Standing.TRUSTED
    )


def is_open_to_agreement(suggestion: Suggestion) -> bool:
    """New records, pictures and drafts are for the staff alone."""
    is_draft = suggestion.title is not None and not suggestion.title.is_published
    return suggestion.is_open and not suggestion.is_new_record and not is_draft and suggestion.kind != "image"


def can_see_suggestion(member: User | AnonymousUser, suggestion: Suggestion) -> bool:
    """Its author, who may decide on it, and, while they may agree, trusted members; of a draft, staff alone."""
    if not member.is_authenticated:
        return False
    if can_decide_suggestions(member):
        return True
    if suggestion.is_off_the_site:
        return False
    return suggestion.author_id == member.pk or can_agree(member, suggestion)


def accept(
    moderator: User, suggestion: Suggestion, *, seen: str, data: Any = None, is_published: bool = True
) -> Suggestion:
    """Write what is proposed, or what staff made of it in `data`.

    Raises Decided, Changed when the row is not as `seen`, and Refused with the form when it does not pass.
    """
    if not can_decide_suggestion(moderator, suggestion):
        raise PermissionDenied
    with transaction.atomic():
        held, row = locked(suggestion, seen)
        if not may_change(moderator, held.record):
            raise PermissionDenied
        _write(held, row, data, by=moderator, is_published=is_published)
    return held


def _write(
    suggestion: Suggestion, row: Any, data: Any, *, by: User, reason: str = "", is_published: bool = True
) -> None:
    """Within the transaction that holds both."""
    form = None
    if suggestion.verb != SuggestionVerb.REMOVE:
        form = form_of(suggestion, row, data)
        if is_gone(suggestion, row) or not form.is_valid():
            raise Refused(form)
        if suggestion.is_new_record and hasattr(form.instance, "is_published"):
            form.instance.is_published = is_published
    was_changed = form is not None and form.values != suggestion.values
    write(suggestion, row, form, by=by)
    close(suggestion, SuggestionStatus.ACCEPTED, by, reason, was_changed=was_changed)
    _tell(suggestion)


def decline(moderator: User, suggestion: Suggestion, reason: str) -> Suggestion:
    """Close it with the reason that its author reads. Raises Decided."""
    if not can_decide_suggestion(moderator, suggestion):
        raise PermissionDenied
    with transaction.atomic():
        held = locked(suggestion)[0]
        close(held, SuggestionStatus.DECLINED, moderator, reason)
        _tell(held)
    return held


def take_back(author: User, suggestion: Suggestion) -> None:
    """Withdraw one's own, suspended or not. Raises Decided."""
    if suggestion.author_id != author.pk:
        raise PermissionDenied
    withdraw(suggestion)


def agree(member: User, suggestion: Suggestion) -> bool:
    """Say that it is right; whether it is accepted with that, because enough trusted members say so.

    What conflicts with the row as it is now, or does not pass the checks, is left to the staff.
    """
    require_can_write(member)
    if not can_agree(member, suggestion):
        raise PermissionDenied
    with transaction.atomic():
        held, row = locked(suggestion)
        SuggestionAgreement.objects.get_or_create(suggestion=held, member=member)
        enough = CommunityRules.current().suggestion_agreements
        if not enough or _standing_agreements(held) < enough or is_conflicting(held, row):
            return False
        if is_closed(held.record) or not is_open_to_agreement(held):
            return False
        try:
            with transaction.atomic():
                _write(held, row, None, by=member, reason=_("Trusted members agree that it is right."))
        except Refused:
            return False
    return True


def _standing_agreements(suggestion: Suggestion) -> int:
    """Of members who may still write: who was suspended since does not decide any more."""
    agreed = suggestion.agreements.select_related("member")
    return sum(can_write(agreement.member) for agreement in agreed)


def seen_digest(suggestion: Suggestion) -> str:
    """What `accept` compares with: the row's values at the time somebody looks at them."""
    return digest_of(current_values(suggestion, current_row(suggestion)))


def contributors_to(record: Any) -> list[User]:
    """Who made the latest accepted suggestions to a title, person or company: one query, at most twelve."""
    latest = Suggestion.objects.accepted().about(record).order_by("-id")[:LOOKED_AT]
    members = User.objects.active().filter(pk__in=latest.values("author"))
    return list(members.order_by("username")[:MOST_NAMED])


def _tell(suggestion: Suggestion) -> None:
    if suggestion.author is None:
        return
    outcome = {
        SuggestionStatus.ACCEPTED: _("Your suggestion about %(record)s was accepted."),
        SuggestionStatus.DECLINED: _("Your suggestion about %(record)s was declined."),
    }[SuggestionStatus(suggestion.status)]
    if suggestion.was_changed:
        outcome = _("Your suggestion about %(record)s was accepted with changes.")
    text = outcome % {"record": suggestion.label[:200]}
    url, key = suggestion.get_absolute_url(), f"suggestion-{suggestion.pk}"
    notify(suggestion.author, NotificationKind.SUGGESTION, text, url=url, key=key)
