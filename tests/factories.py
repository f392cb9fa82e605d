"""Rows for tests, with the least that makes them valid. What a test is about, it says itself."""

from copy import copy
from datetime import timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from accounts.private_files import private_storage
from films.contribution_forms import form_class
from films.contributions import contribution
from films.models import (
    Company,
    Credit,
    CreditCategory,
    FaqEntry,
    Genre,
    Goof,
    GoofCategory,
    Person,
    Suggestion,
    SuggestionVerb,
    Title,
    TitleGenre,
    Trivia,
)
from films.suggesting import propose
from moviesite.desk.roles import grant_roles
from reviews.models import ActionKind, Appeal, DataExport, Ground, ModerationAction, Review
from reviews.publishing import ReviewText, publish_review

_numbers = count(1)

BODY = ("Long enough to be a review. " * 8).strip()


def make_member(**values: Any) -> User:
    values.setdefault("username", f"member{next(_numbers)}")
    password = values.pop("password", None)
    member = User(**values)
    member.set_password(password)
    member.save()
    return member


def make_title(primary_title: str = "The Missing Picture", year: int | None = 2013, **values: Any) -> Title:
    return Title.objects.create(primary_title=primary_title, year=year, **values)


def make_person(primary_name: str = "Rithy Panh", **values: Any) -> Person:
    return Person.objects.create(primary_name=primary_name, **values)


def make_company(name: str = "Bophana Production", **values: Any) -> Company:
    return Company.objects.create(name=name, **values)


def make_credit(title: Title, person: Person | None = None, **values: Any) -> Credit:
    values.setdefault("category", CreditCategory.CAST)
    if person is None and "credited_as" not in values:
        person = make_person(f"Player {next(_numbers)}")
    return Credit.objects.create(title=title, person=person, **values)


def make_genre(name: str = "Documentary", *titles: Title) -> Genre:
    genre = Genre.named(name)
    genre.save()
    for title in titles:
        TitleGenre.objects.create(title=title, genre=genre)
    return genre


def make_review(
    title: Title | None = None,
    author: User | None = None,
    *,
    headline: str = "Clay remembers",
    body: str = BODY,
    stars: int | None = 8,
    contains_spoilers: bool = False,
    language: str = "en",
    **values: Any,
) -> Review:
    """Published as its author would publish it, and rated; other values are written afterwards."""
    text = ReviewText(headline, body, contains_spoilers, language, stars)
    review = publish_review(author or make_member(), title or make_title(), text)
    if values:
        Review.objects.filter(pk=review.pk).update(**values)
        review.refresh_from_db()
    return review


def make_trivia(title: Title | None = None, **values: Any) -> Trivia:
    return Trivia.objects.create(title=title or make_title(), **{"text": "Shot in clay.", **values})


def make_goof(title: Title | None = None, **values: Any) -> Goof:
    values = {"text": "The boat floats twice.", "category": GoofCategory.CONTINUITY} | values
    return Goof.objects.create(title=title or make_title(), **values)


def make_action(**values: Any) -> ModerationAction:
    """A decision as it is written down; nothing else follows from it."""
    defaults = {"kind": ActionKind.HIDE, "ground": Ground.SPAM, "reason": "It advertises a shop."}
    return ModerationAction.objects.create(**defaults | values)


def make_moderator(**values: Any) -> User:
    """A member of staff who may do all that moderators do, and nothing else."""
    member = make_member(is_staff=True, **values)
    codenames = (
        "moderate",
        "decide_appeal",
        "freeze_score",
        "view_report",
        "view_appeal",
        "view_ratingalert",
    )
    member.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return member


def make_staff(role: str, **values: Any) -> User:
    """A member in one of the roles: curator, moderator, administrator."""
    grant_roles()
    member = make_member(is_staff=True, **values)
    member.groups.add(Group.objects.get(name=role))
    return member


def make_regular_member(**values: Any) -> User:
    """One whose reports of spoilers count: here for a while, with a review."""
    member = make_member(date_joined=timezone.now() - timedelta(days=30), **values)
    make_review(author=member)
    return member


def make_faq_entry(title: Title | None = None, **values: Any) -> FaqEntry:
    return FaqEntry.objects.create(title=title or make_title(), **{"question": "Who made the clay?"} | values)


def make_export_for(member: User, content: bytes = b"PK", **values: Any) -> DataExport:
    """An archive that is ready to be fetched."""
    export = DataExport.objects.create(member=member, ready_at=timezone.now(), size=len(content), **values)
    private_storage().save(export.path, ContentFile(content))
    return export


def make_appeal(action: ModerationAction, **values: Any) -> Appeal:
    defaults = {"member": action.member, "first_moderator": action.moderator, "text": "It does not."}
    return Appeal.objects.create(action=action, **defaults | values)


def make_curator(**values: Any) -> User:
    """A member of staff who may write everything in the catalogue, and nothing else."""
    member = make_member(is_staff=True, **values)
    member.user_permissions.set(Permission.objects.filter(content_type__app_label="films"))
    return member


def make_suspended_member(**values: Any) -> User:
    return make_member(suspended_until=timezone.localdate() + timedelta(days=7), **values)


def make_suggestion(
    title: Title | None = None,
    author: User | None = None,
    *,
    word: str = "trivia",
    row: Any = None,
    **typed: Any,
) -> Suggestion:
    """An addition to the title, or a correction of `row`, as its author would send it."""
    kind, record = contribution("title", word), title or make_title()
    assert kind is not None
    data = {f"row-{name}": value for name, value in (typed or {"text": "Shot in clay."}).items()}
    form = form_class(kind)(data, record=record, instance=copy(row))
    assert form.is_valid(), form.errors
    verb = SuggestionVerb.CHANGE if row else SuggestionVerb.ADD
    return propose(author or make_member(), kind, record, verb, row=row, values=form.values)


def make_trusted_member(**values: Any) -> User:
    """Here for long, with ten reviews that readers found helpful."""
    member = make_member(date_joined=timezone.now() - timedelta(days=200), **values)
    for number in range(10):
        make_review(make_title(f"Seen {number}"), member, helpful_count=3, vote_count=3)
    return member
