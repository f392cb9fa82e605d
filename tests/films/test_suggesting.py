import pytest
from django.db import IntegrityError, connection, transaction

from films.comparing import compare
from films.models import Suggestion
from films.suggesting import current_row, is_conflicting, merged_values
from tests.factories import make_credit, make_member, make_person, make_suggestion, make_title, make_trivia

pytestmark = pytest.mark.django_db


def test_the_same_suggestion_by_the_same_member_is_one_row() -> None:
    title, member = make_title(), make_member()
    first, second = (make_suggestion(title, member) for _ in range(2))
    assert first.pk == second.pk
    assert make_suggestion(title, make_member()).pk != first.pk
    assert make_suggestion(title, member, text="Another.").pk != first.pk


def test_the_database_keeps_one_open_suggestion_alike() -> None:
    made = make_suggestion()
    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.create(
            author=made.author, verb="add", owner="title", kind="trivia", label="x", digest=made.digest
        )


def test_the_database_lets_nobody_decide_on_their_own() -> None:
    made = make_suggestion()
    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.filter(pk=made.pk).update(decided_by=made.author)


def test_a_row_that_was_changed_or_is_gone_is_a_conflict() -> None:
    trivia = make_trivia()
    made = make_suggestion(trivia.title, row=trivia, text="Shot in wet clay.")
    assert not is_conflicting(made, current_row(made))
    trivia.text = "Shot in mud."
    trivia.save()
    assert is_conflicting(made, current_row(made))
    trivia.delete()
    assert (current_row(made), is_conflicting(made, None)) == (None, True)


def test_what_others_changed_meanwhile_stays() -> None:
    title = make_title()
    credit = make_credit(title, make_person(), category="cast", characters="Narrator")
    made = make_suggestion(
        title, word="credit", row=credit, person=credit.person_id, category="cast", characters="Old man"
    )
    credit.note = "voice"
    credit.save()
    merged = merged_values(made, current_row(made))
    assert (merged["characters"], merged["note"]) == ("Old man", "voice")


def test_three_columns_say_what_was_is_proposed_and_is() -> None:
    trivia = make_trivia()
    made = make_suggestion(trivia.title, row=trivia, text="Shot in wet clay.", is_spoiler="on")
    trivia.text = "Shot in mud."
    trivia.save()
    text, spoiler = compare(made, current_row(made))
    assert (text.before, text.proposed, text.now) == ("Shot in clay.", "Shot in wet clay.", "Shot in mud.")
    assert (text.is_proposed, text.is_moved, spoiler.is_moved) == (True, True, False)
    assert (spoiler.before, spoiler.proposed) == ("no", "yes")


def test_a_place_in_the_queue_and_the_age_of_its_middle() -> None:
    made = [make_suggestion(text=f"Fact {number}") for number in range(3)]
    assert [Suggestion.objects.place_of(each) for each in made] == [1, 2, 3]
    assert Suggestion.objects.middle_of_queue() == (3, made[1].created_at)
    Suggestion.objects.all().delete()
    assert Suggestion.objects.middle_of_queue() == (0, None)


def test_the_queue_and_its_counts_are_scans_of_the_index() -> None:
    made = make_suggestion()
    earlier = Suggestion.objects.open().filter(created_at__lt=made.created_at).oldest_first()[:10]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    for rows in (Suggestion.objects.open().oldest_first()[:10], earlier):
        assert "suggestion_queue" in rows.explain()
