import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Notification, User
from accounts.suspension import Suspended
from reviews.models import (
    ActionKind,
    CommunityRules,
    Ground,
    ModerationAction,
    Report,
    ReportStatus,
    Review,
)
from reviews.moderation import Decision, decide_review
from reviews.publishing import set_hidden
from reviews.reporting import CatalogueRow, find_row, report
from tests.factories import (
    make_faq_entry,
    make_member,
    make_moderator,
    make_regular_member,
    make_review,
    make_title,
    make_trivia,
)

pytestmark = pytest.mark.django_db


def spoiler_reports(review: Review, count: int) -> list[User]:
    members = [make_regular_member() for _ in range(count)]
    for member in members:
        report(member, review, Ground.SPOILER)
    review.refresh_from_db()
    return members


def test_a_member_has_one_open_report_of_a_review() -> None:
    member, review = make_member(), make_review()
    first = report(member, review, Ground.SPAM, "A shop.")
    second = report(member, review, Ground.ABUSE)
    assert (second.pk, second.reason, second.note) == (first.pk, "spam", "A shop.")
    assert (first.reporter, first.standing, first.status) == (member, "new", "open")
    report(make_member(), review, Ground.SPAM)
    assert Report.objects.count() == 2


def test_a_decided_report_makes_room_for_another() -> None:
    member, review = make_member(), make_review()
    report(member, review, Ground.SPAM)
    Report.objects.update(status=ReportStatus.DISMISSED, resolved_at=timezone.now())
    report(member, review, Ground.SPAM)
    assert Report.objects.count() == 2


def test_faq_entries_and_rows_are_reported_too() -> None:
    member, entry, trivia = make_member(), make_faq_entry(), make_trivia(text="Shot in wax.")
    row = find_row(trivia.title, "trivia", trivia.pk)
    assert row == CatalogueRow(trivia.title, "trivia", trivia.pk, "Shot in wax.")
    assert row is not None
    of_row, of_entry = report(member, row, Ground.OTHER, "Clay."), report(member, entry, Ground.COPIED)
    assert (of_row.target, of_row.target_text, of_row.row_id) == (trivia.title, "Shot in wax.", trivia.pk)
    assert (of_entry.target, of_entry.target_title) == (entry, entry.title)
    whole = find_row(trivia.title, "trivia")
    assert whole is not None
    report(member, whole, Ground.OTHER)
    report(member, whole, Ground.SPAM)
    assert Report.objects.count() == 3


def test_a_row_of_another_title_is_no_row_of_this_one() -> None:
    trivia = make_trivia()
    assert find_row(make_title(), "trivia", trivia.pk) is None
    assert find_row(trivia.title, "goofs", trivia.pk) is None
    assert find_row(trivia.title, "reviews", trivia.pk) is None


def test_the_database_keeps_a_report_about_one_thing() -> None:
    review, entry = make_review(), make_faq_entry()
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(review=review, faq_entry=entry, reason=Ground.SPAM)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(title=review.title, reason=Ground.SPAM)


def test_nobody_reports_their_own_or_what_they_cannot_see() -> None:
    review = make_review()
    with pytest.raises(PermissionDenied):
        report(review.author, review, Ground.SPAM)
    set_hidden(review, is_hidden=True)
    with pytest.raises(PermissionDenied):
        report(make_member(), review, Ground.SPAM)


def test_a_suspended_member_reports_nothing() -> None:
    with pytest.raises(Suspended):
        report(make_member(suspended_until=timezone.localdate()), make_review(), Ground.SPAM)
    assert Report.objects.count() == 0


def test_enough_reports_of_an_unmarked_spoiler_fold_a_review() -> None:
    CommunityRules.objects.create(spoiler_reports=2)
    review = make_review()
    spoiler_reports(review, 1)
    assert review.has_spoilers is False
    spoiler_reports(review, 1)
    assert (review.has_spoilers, review.contains_spoilers, review.is_visible) == (True, False, True)
    action = ModerationAction.objects.get()
    assert (action.kind, action.is_automatic, action.moderator) == ("fold", True, None)
    assert Notification.objects.get().member == review.author


def test_new_members_and_other_reasons_fold_nothing() -> None:
    CommunityRules.objects.create(spoiler_reports=2)
    review = make_review()
    for _ in range(3):
        report(make_member(), review, Ground.SPOILER)
    report(make_regular_member(), review, Ground.ABUSE)
    spoiler_reports(review, 1)
    assert review.has_spoilers is False


def test_what_staff_call_no_spoiler_is_not_folded_again_until_it_changes() -> None:
    CommunityRules.objects.create(spoiler_reports=1)
    review = make_review()
    spoiler_reports(review, 1)
    decide_review(
        make_moderator(), review, Decision(ActionKind.DISMISS, Ground.SPOILER, "It is on the poster.")
    )
    spoiler_reports(review, 1)
    assert review.has_spoilers is False
    Review.objects.filter(pk=review.pk).update(edited_at=timezone.now())
    spoiler_reports(review, 1)
    assert review.has_spoilers is True
