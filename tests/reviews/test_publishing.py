from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from films.models import Title
from reviews.departure import take_back_everything
from reviews.models import AggregateRating, HelpfulVote, Rating, Review, ReviewRevision
from reviews.publishing import (
    ReviewText,
    delete_review,
    edit_review,
    publish_review,
    restore_review,
    save_draft,
    set_hidden,
)
from reviews.ratings import rate
from reviews.recount import differences
from reviews.votes import cast_helpful_vote, cast_interest_vote
from tests.factories import make_member, make_review, make_title, make_trivia

pytestmark = pytest.mark.django_db

TEXT = ReviewText("Clay remembers", "A *quiet* film.", language="fr", stars=9)


def review_count(title: Title) -> int:
    return AggregateRating.objects.get(title=title).review_count


def test_publish_review_renders_rates_and_counts() -> None:
    member, title = make_member(), make_title()
    review = publish_review(member, title, TEXT)
    review.refresh_from_db()
    assert (review.headline, review.body, review.language) == ("Clay remembers", "A *quiet* film.", "fr")
    assert review.html == "<p>A <em>quiet</em> film.</p>"
    assert (review.stars, Rating.objects.get().value) == (9, 9)
    assert review_count(title) == 1


def test_publishing_twice_leaves_one_review_of_one_version() -> None:
    member, title = make_member(), make_title()
    first, second = publish_review(member, title, TEXT), publish_review(member, title, TEXT)
    assert first.pk == second.pk
    assert (Review.objects.count(), ReviewRevision.objects.count(), review_count(title)) == (1, 0, 1)


def test_a_review_written_after_the_rating_carries_its_stars() -> None:
    member, title = make_member(), make_title()
    rate(member, title, 9)
    review = publish_review(member, title, TEXT)
    review.refresh_from_db()
    assert review.stars == 9


def test_a_draft_is_its_authors_alone_and_rates_nothing() -> None:
    member, title = make_member(), make_title()
    save_draft(member, title, ReviewText("", "Half a", stars=4))
    draft = save_draft(member, title, ReviewText("", "Half a thought", stars=5))
    assert (draft.body, draft.stars, draft.is_visible) == ("Half a thought", 5, False)
    assert (Rating.objects.count(), review_count(title)) == (0, 0)
    published = publish_review(member, title, TEXT)
    assert published.pk == draft.pk
    assert review_count(title) == 1


def test_saving_a_draft_never_unpublishes() -> None:
    review = make_review()
    save_draft(review.author, review.title, TEXT)
    review.refresh_from_db()
    assert (review.is_visible, review.headline) == (True, "Clay remembers")
    assert review.body != TEXT.body


def test_edit_review_keeps_the_earlier_text() -> None:
    review = make_review(body="First.")
    edit_review(review, ReviewText("Second headline", "Second.", stars=3))
    review.refresh_from_db()
    kept = ReviewRevision.objects.get()
    assert (kept.number, kept.headline, kept.body) == (1, "Clay remembers", "First.")
    assert (review.revision, review.headline, review.stars) == (2, "Second headline", 3)
    assert review.edited_at is not None


def test_an_edit_that_changes_only_the_stars_is_no_new_version() -> None:
    review = make_review(body="First.", stars=3)
    edit_review(review, ReviewText("Clay remembers", "First.", stars=None))
    review.refresh_from_db()
    assert (review.revision, review.stars, review.edited_at) == (1, None, None)
    assert Rating.objects.count() == 0


def test_a_deleted_review_comes_back_within_the_days_to_undo() -> None:
    review = make_review()
    delete_review(review)
    assert (review_count(review.title), Review.objects.visible().count()) == (0, 0)
    restore_review(review)
    assert (review_count(review.title), Review.objects.visible().count()) == (1, 1)


def test_a_deleted_review_does_not_come_back_too_late() -> None:
    review = make_review()
    delete_review(review)
    Review.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    with pytest.raises(PermissionDenied):
        restore_review(review)
    call_command("purge_reviews", verbosity=0)
    assert Review.objects.count() == 0
    assert list(differences()) == []


def test_writing_anew_after_a_deletion_keeps_the_earlier_text() -> None:
    review = make_review(body="First.")
    delete_review(review)
    save_draft(review.author, review.title, TEXT)
    assert (review_count(review.title), ReviewRevision.objects.get().body) == (0, "First.")
    again = publish_review(review.author, review.title, TEXT)
    assert (again.pk, review_count(review.title)) == (review.pk, 1)


def test_hidden_reviews_are_not_counted() -> None:
    review = make_review()
    set_hidden(review, is_hidden=True)
    set_hidden(review, is_hidden=True)
    assert review_count(review.title) == 0
    set_hidden(review, is_hidden=False)
    assert review_count(review.title) == 1


def test_every_visible_review_knows_how_many_its_author_wrote() -> None:
    author = make_member()
    first, second = make_review(author=author), make_review(author=author)
    save_draft(author, make_title(), TEXT)
    assert set(Review.objects.visible().values_list("author_review_count", flat=True)) == {2}
    delete_review(second)
    first.refresh_from_db()
    assert first.author_review_count == 1
    assert list(differences()) == []


def test_nobody_reviews_a_title_that_is_not_published() -> None:
    with pytest.raises(PermissionDenied):
        publish_review(make_member(), make_title(is_published=False), TEXT)


def test_take_back_everything_leaves_every_number_right() -> None:
    leaver, trivia = make_member(), make_trivia()
    own, other = make_review(author=leaver), make_review()
    cast_helpful_vote(other.author, own, is_helpful=True)
    cast_helpful_vote(leaver, other, is_helpful=True)
    cast_interest_vote(leaver, trivia, is_interesting=True)
    rate(leaver, other.title, 1)
    take_back_everything(leaver)
    leaver.delete()
    assert (Review.objects.count(), HelpfulVote.objects.count()) == (1, 0)
    assert list(differences()) == []
