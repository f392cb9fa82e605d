from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from reviews.models import (
    ActionKind,
    AggregateRating,
    Ground,
    ModerationAction,
    Report,
    Review,
    Standing,
    TextPrint,
)
from reviews.moderation import Decision, decide_report
from reviews.publishing import ReviewText
from reviews.ratings import rate
from reviews.screening import ALIKE, number_of, print_of, runs_of
from reviews.standing import standing_of
from reviews.submission import AlreadySaid, submit_edit, submit_review
from tests.factories import make_member, make_moderator, make_regular_member, make_title

pytestmark = pytest.mark.django_db

WORDS = (
    "clay",
    "figures",
    "stand",
    "where",
    "photographs",
    "burnt",
    "voice",
    "tells",
    "what",
    "nobody",
    "filmed",
)
TEXT = " ".join(WORDS[(3 * n + n // 5) % len(WORDS)] + str(n % 7) for n in range(80))
OTHER = " ".join(WORDS[(5 * n + n // 3) % len(WORDS)] + str(n % 11) for n in range(80))


def submit(body: str, author: User | None = None) -> Review:
    return submit_review(author or make_member(), make_title(), ReviewText("Headline", body))


def test_an_ordinary_review_is_public_at_once() -> None:
    review = submit(TEXT)
    assert (review.is_visible, Report.objects.count(), TextPrint.objects.count()) == (True, 0, 12)


@pytest.mark.parametrize(
    "words", ["See [my shop](https://shop.example)", "See https://shop.example", "Go to WWW.shop.example"]
)
def test_a_link_by_a_new_member_waits_for_staff(words: str) -> None:
    review = submit(f"{TEXT} {words}")
    assert (review.is_held, review.is_visible) == (True, False)
    report = Report.objects.get()
    assert (report.reason, report.is_automatic, report.reporter) == (Ground.LINK, True, None)
    assert AggregateRating.objects.get(title=review.title).review_count == 0
    assert ModerationAction.objects.get().kind == ActionKind.HOLD


def test_a_link_in_a_first_review_waits_however_long_its_author_is_here() -> None:
    author = make_member(date_joined=timezone.now() - timedelta(days=300))
    for _ in range(10):
        rate(author, make_title(), 8)
    assert standing_of(author) == Standing.REGULAR
    assert submit(f"{TEXT} https://shop.example", author).is_held is True


def test_a_link_by_a_member_we_know_does_not_wait() -> None:
    assert submit(f"{TEXT} https://shop.example", make_regular_member()).is_visible is True


def test_what_sells_waits_whoever_wrote_it() -> None:
    review = submit(f"{TEXT} Casino bonus, free spins: https://shop.example", make_regular_member())
    assert (review.is_held, Report.objects.get().reason) == (True, Ground.SPAM)


def test_staff_release_or_hide_what_is_held() -> None:
    for kind, visible in ((ActionKind.DISMISS, True), (ActionKind.RESTORE, True), (ActionKind.HIDE, False)):
        review = submit(f"{make_title().pk} {kind.label * 30} https://shop.example")
        decide_report(make_moderator(), review.reports.get(), Decision(kind, Ground.LINK, "Read."))
        review.refresh_from_db()
        assert (kind, review.is_held, review.is_visible) == (kind, False, visible)


@pytest.mark.parametrize(
    "copy", [TEXT, TEXT.upper(), TEXT.replace(" ", ",  "), f"{TEXT} And a last word of my own."]
)
def test_much_the_same_text_by_another_member_waits(copy: str) -> None:
    first = submit(TEXT, make_regular_member())
    second = submit(copy, make_regular_member())
    assert (first.is_visible, second.is_held) == (True, True)
    report = Report.objects.get()
    assert (report.reason, report.note) == (Ground.DUPLICATE, first.get_absolute_url())


def test_another_text_does_not_wait() -> None:
    submit(TEXT)
    assert submit(OTHER).is_visible is True


def test_prints_that_are_alike_by_chance_make_no_copy() -> None:
    submit(TEXT)
    known = print_of(TEXT)
    shared = [run for run in sorted(runs_of(TEXT)) if number_of(run) in known[:8]]
    bodies = (" ".join([*shared, *(f"{seed}of{n}" for n in range(5))]) for seed in range(100_000))
    body = next(each for each in bodies if len({*known} & {*print_of(each)}) >= ALIKE)
    assert submit(body).is_visible is True


def test_the_same_text_about_another_title_is_refused_and_leaves_nothing() -> None:
    author = make_member()
    first = submit(TEXT, author)
    with pytest.raises(AlreadySaid) as refusal:
        submit(TEXT, author)
    assert refusal.value.review == first
    assert Review.objects.count() == 1


def test_an_edit_is_looked_at_again() -> None:
    review = submit(TEXT)
    submit_edit(review, ReviewText("Headline", f"{TEXT} https://shop.example"))
    review.refresh_from_db()
    assert review.is_held is True


def test_a_print_is_the_same_for_the_same_words() -> None:
    assert print_of("One two, three! FOUR five six") == print_of("one two three four  five six")
    assert print_of("") == print_of("")
    assert len(print_of("\ud800 那部電影用黏土小人講述導演的童年，因為當時的照片都被燒掉了。" * 3)) == 12
