from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import Notification, User
from films.contributions import contribution
from films.models import Revision, Suggestion, SuggestionVerb, Title, TitleEntry, Trivia
from films.search import find
from films.suggesting import Changed, Decided, propose
from reviews.contributing import (
    Refused,
    accept,
    agree,
    can_see_suggestion,
    contributors_to,
    decline,
    seen_digest,
    take_back,
)
from reviews.models import CommunityRules
from tests.factories import (
    make_curator,
    make_member,
    make_suggestion,
    make_title,
    make_trivia,
    make_trusted_member,
)

pytestmark = pytest.mark.django_db


def state(suggestion: Suggestion) -> tuple[str, bool]:
    suggestion.refresh_from_db()
    return suggestion.status, suggestion.was_changed


def test_what_is_accepted_stands_in_the_catalogue_and_the_author_is_told() -> None:
    made, curator = make_suggestion(), make_curator()
    accept(curator, made, seen=seen_digest(made))
    assert Trivia.objects.get().text == "Shot in clay."
    assert state(made) == ("accepted", False)
    assert made.decided_by == curator
    told = Notification.objects.get()
    assert (told.member, told.kind, told.url) == (made.author, "suggestion", f"/suggestion/{made.pk}/")
    assert told.text == "Your suggestion about The Missing Picture (2013) was accepted."
    assert contributors_to(made.title) == [made.author]
    revision = Revision.objects.get()
    assert (revision.kind, revision.made_by, revision.contributor) == ("suggestion", curator, made.author)


def test_staff_accept_with_changes() -> None:
    made = make_suggestion()
    accept(make_curator(), made, seen=seen_digest(made), data={"row-text": "Shot in wet clay."})
    assert (Trivia.objects.get().text, state(made)) == ("Shot in wet clay.", ("accepted", True))


def test_a_correction_and_a_removal_are_done() -> None:
    trivia = make_trivia()
    made = make_suggestion(trivia.title, row=trivia, text="Shot in mud.")
    accept(make_curator(), made, seen=seen_digest(made))
    trivia.refresh_from_db()
    assert trivia.text == "Shot in mud."
    kind = contribution("title", "trivia")
    assert kind is not None
    removal = propose(make_member(), kind, trivia.title, SuggestionVerb.REMOVE, row=trivia)
    accept(make_curator(), removal, seen=seen_digest(removal))
    assert not Trivia.objects.exists()


def test_a_new_name_of_a_title_is_found_at_once() -> None:
    title = make_title()
    made = make_suggestion(
        title, word="record", row=title, primary_title="Clay Remembers", title_type="movie", year="2013"
    )
    accept(make_curator(), made, seen=seen_digest(made))
    assert [hit.id for hit in find("clay remembers").titles] == [title.pk]
    assert TitleEntry.objects.count() == 1


def test_a_row_that_changed_is_not_overwritten_unseen() -> None:
    trivia = make_trivia()
    made = make_suggestion(trivia.title, row=trivia, text="Shot in mud.")
    seen = seen_digest(made)
    Trivia.objects.update(text="Shot in sand.")
    with pytest.raises(Changed):
        accept(make_curator(), made, seen=seen)
    trivia.refresh_from_db()
    assert (trivia.text, state(made)[0]) == ("Shot in sand.", "open")


def test_what_vanished_cannot_be_accepted() -> None:
    trivia = make_trivia()
    made = make_suggestion(trivia.title, row=trivia, text="Shot in mud.")
    trivia.delete()
    with pytest.raises(Refused):
        accept(make_curator(), made, seen=seen_digest(made))
    assert (Trivia.objects.count(), state(made)[0]) == (0, "open")


def test_what_was_added_meanwhile_is_refused_in_words() -> None:
    title = make_title()
    first, second = (make_suggestion(title, word="synopsis", text=text) for text in ("One.", "Two."))
    accept(make_curator(), first, seen=seen_digest(first))
    with pytest.raises(Refused) as refused:
        accept(make_curator(), second, seen=seen_digest(second))
    assert refused.value.form.non_field_errors() == ["A title has one synopsis."]


def test_a_suggestion_is_decided_once() -> None:
    made, curator = make_suggestion(), make_curator()
    decline(curator, made, "No source.")
    with pytest.raises(Decided):
        accept(curator, made, seen=seen_digest(made))
    with pytest.raises(Decided):
        decline(curator, made, "Again.")
    assert (made.author is not None, state(made)[0], made.reason) == (True, "declined", "No source.")
    assert Notification.objects.get().text.endswith("was declined.")


def test_nobody_decides_on_their_own_and_members_decide_on_none() -> None:
    curator = make_curator(is_superuser=True)
    own, other = make_suggestion(author=curator), make_suggestion()
    for member, made in ((curator, own), (make_member(), other), (other.author, other)):
        assert member is not None
        with pytest.raises(PermissionDenied):
            accept(member, made, seen=seen_digest(made))
        with pytest.raises(PermissionDenied):
            decline(member, made, "No.")
    with pytest.raises(PermissionDenied):
        take_back(curator, other)
    assert not Trivia.objects.exists()


def test_two_trusted_members_accept_it_and_the_author_is_none_of_them() -> None:
    author, first, second = (make_trusted_member() for _ in range(3))
    made = make_suggestion(author=author)
    with pytest.raises(PermissionDenied):
        agree(author, made)
    with pytest.raises(PermissionDenied):
        agree(make_member(), made)
    assert [agree(first, made), agree(first, made), agree(second, made)] == [False, False, True]
    assert (Trivia.objects.count(), state(made)) == (1, ("accepted", False))
    with pytest.raises(PermissionDenied):
        agree(make_trusted_member(), made)


def test_staff_set_how_many_must_agree() -> None:
    CommunityRules(suggestion_agreements=0).save()
    made = make_suggestion()
    assert [agree(make_trusted_member(), made) for _ in range(2)] == [False, False]
    CommunityRules.objects.update(suggestion_agreements=3)
    assert agree(make_trusted_member(), made) is True


def test_agreement_leaves_conflicts_to_the_staff() -> None:
    trivia = make_trivia()
    made = make_suggestion(trivia.title, row=trivia, text="Shot in mud.")
    Trivia.objects.update(text="Shot in sand.")
    assert [agree(make_trusted_member(), made) for _ in range(2)] == [False, False]
    assert (Trivia.objects.get().text, state(made)[0]) == ("Shot in sand.", "open")


def test_the_word_of_who_is_suspended_since_does_not_count() -> None:
    CommunityRules.objects.update_or_create(pk=1, defaults={"suggestion_agreements": 2})
    made, first = make_suggestion(), make_trusted_member()
    assert agree(first, made) is False
    User.objects.filter(pk=first.pk).update(suspended_until=timezone.localdate() + timedelta(days=7))
    assert agree(make_trusted_member(), made) is False
    assert state(made) == ("open", False)


def test_what_is_suggested_to_a_title_taken_off_the_site_is_for_staff_alone() -> None:
    made, trusted = make_suggestion(), make_trusted_member()
    Title.objects.filter(pk=made.title.pk).update(is_published=False)
    made = Suggestion.objects.with_records().get(pk=made.pk)
    assert can_see_suggestion(trusted, made) is False
    assert can_see_suggestion(make_curator(), made) is True
    assert list(Suggestion.objects.open().in_public()) == []
    with pytest.raises(PermissionDenied):
        agree(trusted, made)
