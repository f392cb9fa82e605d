import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from reviews.models import ActionKind, ModerationAction
from tests.factories import make_action, make_member, make_review

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", [{"reason": "Nothing."}, {"kind": "warn"}, {"ground": "abuse"}])
def test_the_database_refuses_to_change_what_a_decision_says(change: dict[str, str]) -> None:
    action = make_action()
    with pytest.raises(DatabaseError), transaction.atomic():
        ModerationAction.objects.update(**change)
    action.refresh_from_db()
    assert (action.kind, action.ground, action.reason) == ("hide", "spam", "It advertises a shop.")


def test_a_decision_cannot_be_laid_at_somebody_elses_door() -> None:
    action = make_action(moderator=make_member())
    with pytest.raises(DatabaseError), transaction.atomic():
        ModerationAction.objects.update(moderator=make_member())
    action.refresh_from_db()
    assert action.moderator is not None


def test_a_decision_outlives_moderator_member_and_review() -> None:
    moderator, review = make_member(), make_review()
    action = make_action(moderator=moderator, review=review, member=review.author)
    review.delete()
    User.objects.exclude(pk=moderator.pk).delete()
    moderator.delete()
    action.refresh_from_db()
    assert (action.moderator, action.member, action.review, action.reason) == (
        None,
        None,
        None,
        "It advertises a shop.",
    )


def test_no_query_deletes_decisions() -> None:
    make_action()
    with pytest.raises(PermissionDenied):
        ModerationAction.objects.all().delete()


@pytest.mark.postgresql
def test_postgresql_refuses_to_delete_a_decision() -> None:
    make_action()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM reviews_moderationaction")
    assert ModerationAction.objects.count() == 1


def test_only_freezing_is_explained_in_public() -> None:
    assert make_action(kind=ActionKind.FREEZE).public_reason == "It advertises a shop."
    assert make_action(kind=ActionKind.HIDE).public_reason == ""
