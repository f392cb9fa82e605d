"""A member leaves: nothing of them is left, and every number is right without them."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from accounts.avatars import keep_avatar
from accounts.leaving import NOBODY
from accounts.models import (
    HeldUsername,
    LoginTries,
    Notification,
    NotificationChoice,
    OutgoingEmail,
    User,
    UsernameRedirect,
)
from accounts.models.login_tries import account_digest
from accounts.private_files import private_storage
from films.models import Revision, Title
from reviews import departure
from reviews.departure import depart
from reviews.keeping import note_viewing, put_on_list, put_on_watchlist
from reviews.models import (
    AggregateRating,
    Appeal,
    DataImport,
    HelpfulVote,
    ImportRow,
    ImportUpload,
    InterestVote,
    ModerationAction,
    Rating,
    Report,
    Review,
    TitleList,
    Viewing,
    WatchlistEntry,
)
from reviews.models.moderation_action import FORGOTTEN
from reviews.publishing import ReviewText, save_draft
from reviews.ratings import rate
from reviews.recount import differences
from reviews.traces import ELSEWHERE, KEYS, NOTHING
from reviews.votes import cast_helpful_vote, cast_interest_vote
from tests.factories import (
    BODY,
    make_action,
    make_appeal,
    make_export_for,
    make_goof,
    make_member,
    make_review,
    make_title,
    make_trivia,
)

pytestmark = pytest.mark.django_db


def make_leaver(**values: Any) -> User:
    """A member who has used everything, and whose time to think again is over."""
    member = make_member(
        username="ada",
        display_name="Ada Lovelace",
        email="ada@example.org",
        bio="Engines.",
        leaves_at=timezone.now() - timedelta(minutes=1),
        **values,
    )
    EmailAddress.objects.create(user=member, email="ada@example.org", primary=True, verified=True)
    say_something(member)
    keep_something(member)
    be_moderated(member)
    leave_marks(member)
    return member


def say_something(member: User) -> None:
    review = make_review(make_title("Reviewed"), member, stars=9)
    cast_helpful_vote(make_member(), review, is_helpful=True)
    save_draft(member, make_title("Drafted"), ReviewText("Not yet", BODY, stars=None))
    make_review(make_title("Hidden"), member, stars=2, is_hidden=True)
    AggregateRating.objects.filter(title__primary_title="Hidden").update(review_count=0)
    Review.objects.by_author(member).update(author_review_count=1)
    rate(member, make_title("Rated"), 3)
    rate(make_member(), Title.objects.get(primary_title="Rated"), 7)
    cast_helpful_vote(member, make_review(make_title("By another")), is_helpful=False)
    cast_interest_vote(member, make_trivia(), is_interesting=True)
    cast_interest_vote(member, make_goof(), is_interesting=False)


def keep_something(member: User) -> None:
    title = make_title("Kept")
    put_on_watchlist(member, title)
    note_viewing(member, title, None, note="At Mary's.")
    put_on_list(TitleList.objects.create(member=member, name="Favourites"), title, "From Charles")
    data_import = DataImport.objects.create(member=member, file_name="Ada Lovelace.csv")
    ImportUpload.objects.create(data_import=data_import, content=b"Favourites")
    ImportRow.objects.create(data_import=data_import, number=0, line=1, name="Favourites", state="unknown")


def be_moderated(member: User) -> None:
    review = Review.objects.by_author(member).get(title__primary_title="Hidden")
    action = make_action(member=member, review=review, title=review.title, reason="Ada, this is spam.")
    make_appeal(action, text="It is not. Ada")
    Report.objects.create(
        reporter=member, title=make_title(), section="trivia", reason="other", note="Write to Ada."
    )


def leave_marks(member: User) -> None:
    keep_avatar(member, Image.new("RGB", (300, 300)))
    make_export_for(member, b"Ada")
    Notification.objects.create(member=member, kind="import", text="Ada, it is done.")
    NotificationChoice.objects.create(member=member, kind="import")
    UsernameRedirect.objects.create(member=member, username="countess")
    Authenticator.objects.create(user=member, type="totp", data={"secret": "x"})
    LoginTries.objects.create(name=account_digest(member), count=2, began_at=timezone.now())
    OutgoingEmail.objects.create(recipients="Ada@example.org", subject="Hello Ada", content={"body": "Ada"})
    session = SessionStore()
    session["_auth_user_id"] = str(member.pk)
    session.save()
    UserSession.objects.create(user=member, session_key=session.session_key, ip="127.0.0.1", user_agent="x")
    LogEntry.objects.create(
        user=make_member(),
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(member.pk),
        object_repr="Ada Lovelace",
        action_flag=ADDITION,
    )


def everything_written() -> str:
    """All rows of all tables, as one text."""
    rows = (list(model._base_manager.values_list()) for model in apps.get_models(include_auto_created=True))
    return repr([row for table in rows for row in table])


PERSONAL = ["ada@", "lovelace", "countess", "engines", "favourites", "from charles", "at mary", "it is not. "]
PERSONAL += ["write to", "this is spam", "it is done", "hello ada", "'ada'"]


def test_nothing_is_left_and_every_number_is_right() -> None:
    member = make_leaver()
    files = default_storage.listdir("avatars")[1]
    assert len(files) == 2
    depart.call(member.pk)
    assert not User.objects.filter(pk=member.pk).exists()
    OutgoingEmail.objects.all().delete()  # the last letter, sent
    written = everything_written().lower()
    assert [word for word in PERSONAL if word in written] == []
    assert default_storage.listdir("avatars")[1] == []
    assert private_storage().listdir("exports")[1] == []
    assert (Session.objects.count(), LoginTries.objects.count(), HelpfulVote.objects.count()) == (0, 0, 0)
    kept = (WatchlistEntry, Viewing, TitleList, InterestVote, Appeal, Notification, Authenticator, DataImport)
    assert [model._base_manager.count() for model in kept] == [0] * len(kept)
    assert list(Review.objects.values_list("title__primary_title", flat=True)) == ["By another"]
    assert sorted(Rating.objects.values_list("title__primary_title", "value")) == [
        ("By another", 8),
        ("Rated", 7),
    ]
    assert list(differences()) == []


def test_reviews_stay_as_those_of_a_former_member(client: Client) -> None:
    member = make_leaver(leaves_reviews=True)
    depart.call(member.pk)
    OutgoingEmail.objects.all().delete()
    written = everything_written().lower()
    assert [word for word in PERSONAL if word in written] == []
    review = Review.objects.get(author=member)
    assert (review.title.primary_title, review.stars, review.vote_count) == ("Reviewed", 9, 1)
    assert review.author.name == "a former member"
    assert list(Rating.objects.filter(member=member).values_list("value", flat=True)) == [9]
    assert list(differences()) == []
    page = client.get(review.get_absolute_url()).content.decode()
    assert "by a former member" in page
    assert review.author.username not in page
    assert client.get(f"/member/{review.author.username}/").status_code == 404
    assert client.get(f"/member/{review.author.username}/reviews/").status_code == 404


def test_what_moderators_decided_stays_without_the_member() -> None:
    member = make_leaver()
    depart.call(member.pk)
    action = ModerationAction.objects.get()
    assert (action.kind, action.member, action.review, action.reason) == ("hide", None, None, FORGOTTEN)
    assert action.title == Title.objects.get(primary_title="Hidden")
    assert list(Report.objects.values_list("reporter", "note", "status")) == [(None, "", "open")]


def test_staff_leave_their_deeds_as_a_former_member() -> None:
    member = make_leaver(is_staff=True, is_superuser=True)
    action = make_action(moderator=member)
    LogEntry.objects.create(user=member, object_id="1", object_repr="A title", action_flag=ADDITION)
    depart.call(member.pk)
    action.refresh_from_db()
    assert action.moderator == member
    assert action.moderator.name == "a former member"
    assert (action.moderator.is_staff, action.moderator.is_superuser, action.moderator.is_active) == (
        False,
    ) * 3
    assert LogEntry.objects.filter(user=member).count() == 1


def test_the_last_letter_is_sent_to_the_address_that_was(settings) -> None:
    settings.EMAIL_BACKEND = "accounts.mail.QueuedEmailBackend"
    member = make_leaver()
    depart.call(member.pk)
    letter = OutgoingEmail.objects.get()
    assert letter.recipients == "ada@example.org"
    assert "Your account at Moviesite is deleted" in letter.content["body"]


def test_done_twice_is_done_once() -> None:
    member = make_leaver(leaves_reviews=True)
    depart.call(member.pk)
    before = everything_written()
    depart.call(member.pk)
    assert everything_written() == before


class Killed(BaseException):
    """As if the worker ended there."""


STEPS = ["discard_review", "unrate", "withdraw_helpful_vote", "withdraw_interest_vote"]
STEPS += ["_delete_files", "hold_names", "anonymise", "tell_of_departure"]


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_it_is_done_by_the_next_worker(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    member = make_leaver()

    def die(*args: Any, **kwargs: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(departure, step, die)
        with pytest.raises(Killed):
            depart.call(member.pk)
    call_command("delete_leavers", verbosity=0)
    task = DBTaskResult.objects.get()
    assert task.args_kwargs["args"] == [member.pk]
    task.task.call(*task.args_kwargs["args"])
    assert not User.objects.filter(pk=member.pk).exists()
    assert list(differences()) == []


def test_who_stays_is_not_deleted() -> None:
    member = make_member(leaves_at=timezone.now() + timedelta(minutes=1))
    call_command("delete_leavers", verbosity=0)
    assert not DBTaskResult.objects.exists()
    depart.call(member.pk)
    member.refresh_from_db()
    assert member.is_active


def test_many_things_said_are_taken_back_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(departure, "SLICE", 2)
    member = make_member(leaves_at=timezone.now())
    for number in range(5):
        rate(member, make_title(f"Title {number}"), 5)
    depart.call(member.pk)
    assert not Rating.objects.exists()
    assert list(differences()) == []


def test_name_is_held_for_a_year(client: Client) -> None:
    depart.call(make_leaver().pk)
    other = make_member(username="other")
    client.force_login(other)
    for name in ("ada", "Ada", "countess"):
        assert client.post("/settings/username/", {"username": name}).status_code == 422
    HeldUsername.objects.update(expires_at=timezone.now())
    assert client.post("/settings/username/", {"username": "Ada"}).status_code == 302
    call_command("clear_expired_accounts_data")
    assert not HeldUsername.objects.exists()


def test_every_key_to_a_member_has_a_fate() -> None:
    keys = {
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for relation in User._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and isinstance(relation.field, models.ForeignKey)
    }
    assert set(KEYS) == keys, "reviews/traces.py says what becomes of each when the member leaves"


def test_every_model_is_known_to_hold_something_of_a_member_or_nothing() -> None:
    with_key = {key.rpartition(".")[0] for key in KEYS}
    asked = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label != "films" and not model._meta.proxy
    }
    assert asked == {label for label in with_key if not label.startswith("films.")} | set(ELSEWHERE) | set(
        NOTHING
    )


def test_every_field_of_a_member_is_emptied_or_says_nothing() -> None:
    said = {"username", "username_skeleton", "password", "date_joined"}  # overwritten
    nothing = {"id", "departed_at", "is_demo"}
    assert {field.name for field in User._meta.concrete_fields} == set(NOBODY) | said | nothing


def test_what_a_former_member_wrote_with_a_suggestion_is_told_no_more() -> None:
    member = make_member(leaves_at=timezone.now())
    revision = Revision.objects.create(kind="suggestion", contributor=member, note="My aunt was in it.")
    other = Revision.objects.create(kind="suggestion", contributor=make_member(), note="On the poster.")
    depart.func(member.pk)
    revision.refresh_from_db()
    other.refresh_from_db()
    assert (revision.note, other.note) == ("", "On the poster.")
