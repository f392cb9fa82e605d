from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Notification, User
from accounts.suspension import Suspended
from reviews.models import (
    ActionKind,
    AggregateRating,
    Appeal,
    AppealStatus,
    Ground,
    ModerationAction,
    Report,
    Review,
)
from reviews.moderation import (
    AlreadyDecided,
    Decision,
    appeal,
    decide_appeal,
    decide_report,
    decide_reports,
    decide_review,
)
from reviews.ratings import rate
from reviews.recount import differences
from reviews.reporting import report
from tests.accounts.conftest import make_member_who_can_log_in
from tests.factories import make_faq_entry, make_member, make_moderator, make_review, make_title

pytestmark = pytest.mark.django_db

HIDE = Decision(ActionKind.HIDE, Ground.SPAM, "It advertises a shop.")
DISMISS = Decision(ActionKind.DISMISS, Ground.SPAM, "It names no shop.")


def decide(review: Review, kind: ActionKind, **more: object) -> ModerationAction:
    decision = Decision(kind, Ground.SPAM, "Because.", **more)  # type: ignore[arg-type]
    action = decide_review(make_moderator(), review, decision)
    review.refresh_from_db()
    return action


def states() -> list[str]:
    return sorted(Report.objects.values_list("status", flat=True))


def test_hiding_writes_it_down_closes_the_reports_and_tells_the_author() -> None:
    author, moderator = make_member_who_can_log_in("ada"), make_moderator()
    review = make_review(author=author)
    reports = [report(make_member(), review, Ground.SPAM) for _ in range(2)]
    action = decide_report(moderator, reports[0], HIDE)
    review.refresh_from_db()
    assert (review.is_visible, AggregateRating.objects.get().review_count) == (False, 0)
    assert (action.member, action.moderator, action.title) == (author, moderator, review.title)
    assert (states(), Report.objects.filter(action=action).count()) == (["upheld", "upheld"], 2)
    told = Notification.objects.get()
    assert (told.member, told.url) == (author, f"/moderation/{action.pk}/")
    assert told.text == (
        "The staff hid your review of The Missing Picture (2013): Spam or advertising. Read why, and how to appeal."
    )
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"]]
    assert "shop" not in mail.outbox[0].subject
    assert list(differences()) == []


def test_restoring_shows_a_review_again() -> None:
    review = make_review()
    decide(review, ActionKind.HIDE)
    decide(review, ActionKind.RESTORE)
    assert (review.is_visible, AggregateRating.objects.get().review_count) == (True, 1)


def test_a_dismissal_leaves_everything_and_tells_nobody() -> None:
    review = make_review()
    report(make_member(), review, Ground.SPAM)
    decide(review, ActionKind.DISMISS)
    assert (review.is_visible, states(), Notification.objects.count()) == (True, ["dismissed"], 0)


def test_staff_mark_a_spoiler_beside_what_the_author_says() -> None:
    review = make_review()
    decide(review, ActionKind.MARK_SPOILER)
    assert (review.has_spoilers, review.contains_spoilers) == (True, False)
    decide(review, ActionKind.DISMISS)
    assert review.has_spoilers is True
    decide(review, ActionKind.UNMARK_SPOILER)
    assert review.has_spoilers is False


def test_a_warning_changes_nothing_but_is_told() -> None:
    review = make_review()
    decide(review, ActionKind.WARN)
    assert (review.is_visible, Notification.objects.get().member) == (True, review.author)


def test_a_suspended_member_writes_nothing_until_the_day_is_over() -> None:
    review, title = make_review(), make_title()
    today = timezone.localdate()
    decide(review, ActionKind.SUSPEND, until_date=today + timedelta(days=7))
    author = User.objects.get(pk=review.author_id)
    assert (author.is_suspended, author.suspended_until) == (True, today + timedelta(days=7))
    with pytest.raises(Suspended):
        rate(author, title, 7)
    User.objects.filter(pk=author.pk).update(suspended_until=today - timedelta(days=1))
    rate(User.objects.get(pk=author.pk), title, 7)


def test_lifting_a_suspension() -> None:
    review = make_review()
    decide(review, ActionKind.SUSPEND, until_date=timezone.localdate() + timedelta(days=7))
    decide(review, ActionKind.LIFT_SUSPENSION)
    assert review.author.is_suspended is False


def test_only_moderators_decide_and_never_about_their_own() -> None:
    moderator, review = make_moderator(), make_review()
    for member in (make_member(), make_member(is_staff=True), make_moderator(suspended_until="9999-12-31")):
        with pytest.raises(PermissionDenied):
            decide_review(User.objects.get(pk=member.pk), review, HIDE)
    with pytest.raises(PermissionDenied):
        decide_review(moderator, make_review(author=moderator), HIDE)
    assert ModerationAction.objects.count() == 0


def test_a_report_is_decided_once() -> None:
    first = report(make_member(), make_review(), Ground.SPAM)
    decide_report(make_moderator(), first, HIDE)
    with pytest.raises(AlreadyDecided):
        decide_report(make_moderator(), first, DISMISS)
    assert ModerationAction.objects.count() == 1


def test_many_reports_take_one_decision_for_each_review() -> None:
    review, other = make_review(), make_review()
    reports = [report(make_member(), each, Ground.SPAM) for each in (review, review, other)]
    assert decide_reports(make_moderator(), reports, HIDE) == 2
    assert (states(), Review.objects.visible().count()) == (["upheld"] * 3, 0)


def test_a_reported_question_is_put_right_in_the_catalogue_or_left() -> None:
    entry = make_faq_entry()
    reported = report(make_member(), entry, Ground.COPIED)
    with pytest.raises(PermissionDenied):
        decide_report(make_moderator(), reported, HIDE)
    action = decide_report(
        make_moderator(), reported, Decision(ActionKind.CORRECT, Ground.COPIED, "Rewritten.")
    )
    assert (action.title, action.member, states()) == (entry.title, None, ["upheld"])


def appealed() -> tuple[ModerationAction, Appeal]:
    review = make_review()
    action = decide(review, ActionKind.HIDE)
    return action, appeal(review.author, action, "It names no shop.")


def test_an_author_appeals_once() -> None:
    action, first = appealed()
    assert action.member is not None
    assert appeal(action.member, action, "Again.").text == "It names no shop."
    assert (first.status, first.first_moderator) == (AppealStatus.OPEN, action.moderator)
    with pytest.raises(PermissionDenied):
        appeal(make_member(), action, "Not mine.")


def test_an_upheld_appeal_undoes_the_decision() -> None:
    action, first = appealed()
    answer = decide_appeal(make_moderator(), first, is_upheld=True, answer="You are right.")
    first.refresh_from_db()
    assert (first.status, first.answer, answer.kind) == ("upheld", "You are right.", "appeal_upheld")
    assert action.review is not None
    action.review.refresh_from_db()
    assert action.review.is_visible is True
    assert [each.kind for each in Notification.objects.newest_first()] == ["appeal", "moderation"]
    with pytest.raises(AlreadyDecided):
        decide_appeal(make_moderator(), first, is_upheld=False, answer="Or not.")


def test_a_rejected_appeal_leaves_the_decision() -> None:
    action, first = appealed()
    decide_appeal(make_moderator(), first, is_upheld=False, answer="It does.")
    assert action.review is not None
    action.review.refresh_from_db()
    assert action.review.is_hidden is True


def test_who_decided_does_not_decide_on_the_appeal() -> None:
    action, first = appealed()
    assert action.moderator is not None
    with pytest.raises(PermissionDenied):
        decide_appeal(action.moderator, first, is_upheld=False, answer="No.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(
            status="rejected", decided_by=action.moderator, decided_at=timezone.now(), answer="No."
        )


def test_a_suspended_member_may_still_appeal() -> None:
    review = make_review()
    action = decide(review, ActionKind.SUSPEND, until_date=timezone.localdate() + timedelta(days=7))
    first = appeal(review.author, action, "It was not me.")
    decide_appeal(make_moderator(), first, is_upheld=True, answer="Sorry.")
    assert User.objects.get(pk=review.author_id).is_suspended is False
