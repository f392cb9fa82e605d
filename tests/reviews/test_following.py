"""What is new about what members follow: noticed once, told once, by feed, by notification and in a digest."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Notification, NotificationChoice, NotificationKind, User
from films.models import ReleaseDate, Title
from reviews import following
from reviews.digest import send_digest
from reviews.following import follow, unfollow
from reviews.models import Follow, News, Newsletter
from reviews.news_round import make_news_round
from tests.factories import make_credit, make_member, make_person, make_review, make_title, make_trivia

pytestmark = pytest.mark.django_db

BEGIN = timezone.now().replace(year=2027, month=3, day=1, hour=12, minute=0, second=0, microsecond=0)


def at(days: float):
    return time_machine.travel(BEGIN + timedelta(days=days), tick=False)


def make_reader(username: str = "ada", **values) -> User:
    member = make_member(username=username, email=f"{username}@example.org", **values)
    EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=True)
    return member


def make_release(title: Title, day: str, country: str = "US", **values) -> ReleaseDate:
    return ReleaseDate.objects.create(title=title, date=day, country=country, **values)


def news_of(member: User) -> list[str]:
    return [f"{item.subject}: {item.text}" for item in News.objects.for_member(member).order_by("pk")]


def choose(member: User, kind: NotificationKind, **values) -> None:
    NotificationChoice.objects.update_or_create(member=member, kind=kind, defaults=values)


def make_round() -> None:
    make_news_round.func()


def test_what_is_known_by_then_is_no_news_to_who_begins_to_follow() -> None:
    member, title, person = make_reader(), make_title(), make_person()
    make_release(title, "2027-06-01")
    make_trivia(title)
    make_credit(title, person)
    make_review(title, created_at=BEGIN - timedelta(days=1))
    with at(0):
        follow(member, title)
        follow(member, person)
    with at(1):
        make_round()
    assert news_of(member) == []


def test_news_of_a_title_and_of_a_person() -> None:
    member, title, person = make_reader(), make_title(), make_person()
    with at(0):
        follow(member, title)
        follow(member, person)
    make_release(title, "2027-06-01")
    make_release(title, "2013-05-19")  # long past
    make_trivia(title)
    make_credit(make_title("Exile", 2016), person)
    make_credit(make_title("Draft", is_published=False), person)
    for n in range(2):
        make_review(title, make_member(username=f"critic{n}"), created_at=BEGIN + timedelta(hours=n))
    with at(1):
        make_round()
        make_round()
    assert news_of(member) == [
        "The Missing Picture (2013): Release date: 1 June 2027 (USA)",
        "The Missing Picture (2013): First entries: Trivia",
        "The Missing Picture (2013): 2 new reviews",
        "Rithy Panh: In the catalogue: Exile (2016)",
    ]
    unfollow(member, title)
    assert news_of(member) == ["Rithy Panh: In the catalogue: Exile (2016)"]


def test_digest_tells_all_of_a_week_once() -> None:
    member, title = make_reader(), make_title()
    with at(0):
        follow(member, title)
    make_trivia(title)
    with at(1):
        make_round()
    with at(6.9):
        make_round()
    assert mail.outbox == []  # it is no week yet
    with at(7.1):
        make_round()
        make_round()
    with at(14.3):
        make_round()
    [letter] = mail.outbox
    assert letter.subject == "[Moviesite] New about The Missing Picture (2013)"
    assert "The Missing Picture (2013)\n- First entries: Trivia\nhttp://127.0.0.1:8000/title/" in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.to == ["ada@example.org"]


def test_digest_comes_daily_or_never_as_the_member_chose() -> None:
    title, eager, silent = make_title(), make_reader("eager"), make_reader("silent")
    choose(eager, NotificationKind.NEWS, is_daily=True)
    choose(silent, NotificationKind.NEWS, is_by_email=False)
    with at(0):
        for member in (eager, silent):
            follow(member, title)
    make_trivia(title)
    with at(0.5):
        make_round()
    for day in (1.1, 8, 16):
        with at(day):
            make_round()
    assert [letter.to for letter in mail.outbox] == [["eager@example.org"]]


def test_two_workers_send_one_digest() -> None:
    member, title = make_reader(), make_title()
    with at(0):
        follow(member, title)
    make_trivia(title)
    with at(1):
        make_round()
    first, second = Newsletter.objects.get(), Newsletter.objects.get()
    until = BEGIN + timedelta(days=8)
    assert (send_digest(first, until), send_digest(second, until)) == (True, False)
    assert len(mail.outbox) == 1


def test_a_release_within_a_week_is_told_once() -> None:
    member, title = make_reader(), make_title()
    with at(0):
        follow(member, title)
        make_release(title, "2027-03-20")
        make_round()
    assert not Notification.objects.exists()
    with at(13):
        make_round()
        make_round()
    told = Notification.objects.get()
    assert told.text == "The Missing Picture (2013) comes out in USA on 20 March 2027."
    assert (told.url, told.kind) == (title.get_absolute_url(), "release")
    assert mail.outbox[0].subject == f"[Moviesite] {told.text}"
    with at(14):
        make_round()
    assert "Out soon" not in "".join(letter.body for letter in mail.outbox)  # told already


@pytest.mark.parametrize(
    ("earlier", "country", "told"),
    [(None, "FR", 1), ("2027-02-01", "FR", 0), ("2027-02-01", "US", 1)],
)
def test_releases_elsewhere_are_told_if_they_are_the_first(
    earlier: str | None, country: str, told: int
) -> None:
    member, title = make_reader(), make_title()
    if earlier:
        make_release(title, earlier, "KH")
    with at(0):
        follow(member, title)
        make_release(title, "2027-03-05", country)
        make_round()
    assert Notification.objects.count() == told


def test_who_follows_a_person_is_told_of_their_releases() -> None:
    member, title, person = make_reader(), make_title(), make_person()
    make_credit(title, person)
    with at(0):
        follow(member, person)
        make_release(title, "2027-03-05")
        make_round()
    assert Notification.objects.get().member == member


def test_vague_dates_come_within_no_week() -> None:
    member, title = make_reader(), make_title()
    with at(0):
        follow(member, title)
        make_release(title, "2027-03")
    with at(0.1):
        make_round()
    assert news_of(member) == ["The Missing Picture (2013): Release date: March 2027 (USA)"]
    assert not Notification.objects.exists()


def test_a_release_is_in_the_digest_of_who_gets_no_letter_of_its_own() -> None:
    member, title = make_reader(), make_title()
    choose(member, NotificationKind.RELEASE, is_by_email=False)
    with at(0):
        follow(member, title)
        make_release(title, "2027-03-05")
    with at(0.1):
        make_round()
    with at(7.1):
        make_round()
    [letter] = mail.outbox
    assert "- Out soon: 5 March 2027 (USA)" in letter.body


def test_follows_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MOST_FOLLOWED", 2)
    member, title = make_reader(), make_title()
    for target in (title, make_person(), title):
        follow(member, target)
    with pytest.raises(ValidationError):
        follow(member, make_title("One too many"))
    assert Follow.objects.count() == 2
