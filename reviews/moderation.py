"""What staff decide about reviews and their authors, and the appeal against it. Each verb is one transaction.

Every decision is written down as a ModerationAction, closes the reports it answers and is told to the author.
Locks are taken in the order that reviews/ratings.py gives, reports and appeals last.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import NotificationKind, User
from accounts.notifications import notify
from films.models import Title
from reviews.models import (
    ActionKind,
    Appeal,
    AppealStatus,
    Ground,
    ModerationAction,
    Report,
    Review,
)
from reviews.permissions import can_appeal, can_decide, can_decide_appeal, can_moderate
from reviews.publishing import changing
from reviews.telling import told_of

STATE = ["is_hidden", "is_held", "is_marked_spoiler"]
# Decisions that say the reports were right; the others say there was nothing wrong.
UPHOLDING = (
    ActionKind.HIDE,
    ActionKind.MARK_SPOILER,
    ActionKind.WARN,
    ActionKind.SUSPEND,
    ActionKind.CORRECT,
)
ABOUT_A_REVIEW = (
    ActionKind.HIDE,
    ActionKind.RESTORE,
    ActionKind.MARK_SPOILER,
    ActionKind.UNMARK_SPOILER,
    ActionKind.WARN,
    ActionKind.SUSPEND,
    ActionKind.LIFT_SUSPENSION,
    ActionKind.DISMISS,
)
ABOUT_A_ROW = (ActionKind.CORRECT, ActionKind.DISMISS)


class AlreadyDecided(Exception):  # noqa: N818  a state of affairs, not an error of the program
    """Somebody else has decided meanwhile."""


@dataclass(frozen=True)
class Decision:
    """What is done, on which ground, and the reason that whom it concerns will read."""

    kind: ActionKind
    ground: Ground
    reason: str
    until_date: date | None = None


def decide_review(moderator: User, review: Review, decision: Decision) -> ModerationAction:
    """Decide about a review or its author; all open reports of it are closed with that."""
    if decision.kind not in ABOUT_A_REVIEW or not can_decide(moderator, review, decision.kind):
        raise PermissionDenied
    with changing(review.author, review.title) as locked:
        return _decide(locked, decision, moderator)


def decide_report(moderator: User, report: Report, decision: Decision) -> ModerationAction:
    """Decide on one report. AlreadyDecided when it is no longer open."""
    if report.review:
        return _decide_reported_review(moderator, report, report.review, decision)
    if not can_moderate(moderator) or decision.kind not in ABOUT_A_ROW:
        raise PermissionDenied
    with transaction.atomic():
        if not Report.objects.open().select_for_update().filter(pk=report.pk).exists():
            raise AlreadyDecided
        action = _write_down(decision, moderator, title=report.target_title)
        same = Report.objects.filter(
            faq_entry=report.faq_entry, title=report.title, section=report.section, row_id=report.row_id
        )
        same.filter(review=None).resolve(action, is_upheld=decision.kind in UPHOLDING)
    return action


def _decide_reported_review(
    moderator: User, report: Report, review: Review, decision: Decision
) -> ModerationAction:
    if decision.kind not in ABOUT_A_REVIEW or not can_decide(moderator, review, decision.kind):
        raise PermissionDenied
    with changing(review.author, review.title) as locked:
        if not Report.objects.open().filter(pk=report.pk).exists():
            raise AlreadyDecided
        return _decide(locked, decision, moderator)


def kinds_for(moderator: User, report: Report) -> tuple[ActionKind, ...]:
    """The decisions that this member of staff can take about what is reported."""
    if report.review is None:
        return ABOUT_A_ROW if can_moderate(moderator) else ()
    return tuple(kind for kind in ABOUT_A_REVIEW if can_decide(moderator, report.review, kind))


def decide_reports(moderator: User, reports: Iterable[Report], decision: Decision) -> int:
    """The same decision on each; how many were still open. Two reports of one review take one decision."""
    count = 0
    for report in reports:
        try:
            decide_report(moderator, report, decision)
        except AlreadyDecided:
            continue
        count += 1
    return count


def act_by_itself(review: Review, kind: ActionKind, ground: Ground, reason: str) -> ModerationAction:
    """The site folds or holds a review until staff decide. The caller holds its lock and writes its state."""
    action = ModerationAction.objects.create(
        kind=kind,
        ground=ground,
        reason=reason,
        is_automatic=True,
        member=review.author,
        review=review,
        title=review.title,
    )
    _tell(action)
    return action


def _decide(review: Review, decision: Decision, moderator: User) -> ModerationAction:
    """Within `changing`, which counts anew what readers can see."""
    EFFECTS[decision.kind](review, decision)
    review.save(update_fields=STATE)
    action = _write_down(decision, moderator, review=review)
    Report.objects.about(review).resolve(action, is_upheld=decision.kind in UPHOLDING)
    _tell(action)
    return action


def _write_down(
    decision: Decision, moderator: User, *, review: Review | None = None, title: Title | None = None
) -> ModerationAction:
    return ModerationAction.objects.create(
        kind=decision.kind,
        ground=decision.ground,
        reason=decision.reason,
        until_date=decision.until_date if decision.kind == ActionKind.SUSPEND else None,
        moderator=moderator,
        review=review,
        member=review.author if review else None,
        title=review.title if review else title,
    )


def _hide(review: Review, decision: Decision) -> None:
    review.is_hidden, review.is_held = True, False


def _show(review: Review, decision: Decision) -> None:
    """As it was before reports folded it, or the site held it."""
    if review.is_held or decision.kind == ActionKind.RESTORE:
        review.is_hidden = review.is_held = False
    if was_folded_by_reports(review):
        review.is_marked_spoiler = False


def _mark_spoiler(review: Review, decision: Decision) -> None:
    if review.is_held:
        review.is_hidden = review.is_held = False
    review.is_marked_spoiler = True


def _unmark_spoiler(review: Review, decision: Decision) -> None:
    review.is_marked_spoiler = False


def _leave(review: Review, decision: Decision) -> None:
    """What was held stays hidden, by staff's word from now on."""
    review.is_held = False


def _suspend(review: Review, decision: Decision) -> None:
    _leave(review, decision)
    User.objects.filter(pk=review.author_id).update(suspended_until=decision.until_date)


def _lift_suspension(review: Review, decision: Decision) -> None:
    User.objects.filter(pk=review.author_id).update(suspended_until=None)


EFFECTS: dict[ActionKind, Callable[[Review, Decision], None]] = {
    ActionKind.HIDE: _hide,
    ActionKind.RESTORE: _show,
    ActionKind.DISMISS: _show,
    ActionKind.MARK_SPOILER: _mark_spoiler,
    ActionKind.UNMARK_SPOILER: _unmark_spoiler,
    ActionKind.WARN: _leave,
    ActionKind.SUSPEND: _suspend,
    ActionKind.LIFT_SUSPENSION: _lift_suspension,
}


def was_folded_by_reports(review: Review) -> bool:
    """Whether the mark of a spoiler is readers' alone, so far."""
    marks = (ActionKind.FOLD, ActionKind.MARK_SPOILER, ActionKind.UNMARK_SPOILER)
    last = ModerationAction.objects.about(review).of_kinds(*marks).newest_first().first()
    return last is not None and last.kind == ActionKind.FOLD


def decisions_for(reader: User | AnonymousUser, review: Review) -> list[ModerationAction]:
    """What was decided about a review, for its author alone, the latest first; no query for others."""
    if review.author_id != reader.pk:
        return []
    return list(ModerationAction.objects.about(review).told().newest_first()[:10])


def suspension_of(member: User) -> ModerationAction | None:
    """The decision that keeps the member from writing."""
    actions = ModerationAction.objects.concerning(member).of_kinds(ActionKind.SUSPEND)
    return actions.with_titles().newest_first().first()


def appeal(member: User, action: ModerationAction, text: str) -> Appeal:
    """Ask that somebody else decide again; once, so a second time gives back the first appeal."""
    if not can_appeal(member, action):
        raise PermissionDenied
    made, _is_new = Appeal.objects.get_or_create(
        action=action, defaults={"member": member, "first_moderator": action.moderator, "text": text}
    )
    return made


def decide_appeal(moderator: User, appeal: Appeal, *, is_upheld: bool, answer: str) -> ModerationAction:
    """Uphold an appeal, which undoes what was decided, or reject it. AlreadyDecided when that was done."""
    if not can_decide_appeal(moderator, appeal):
        raise PermissionDenied
    first, review = appeal.action, appeal.action.review
    kind = ActionKind.APPEAL_UPHELD if is_upheld else ActionKind.APPEAL_REJECTED
    with transaction.atomic():
        if is_upheld and review is not None:
            _undo(first, review)
        elif is_upheld and first.kind == ActionKind.SUSPEND:
            User.objects.filter(pk=appeal.member_id).update(suspended_until=None)
        decided = Appeal.objects.open().filter(pk=appeal.pk)
        status = AppealStatus.UPHELD if is_upheld else AppealStatus.REJECTED
        values = {"status": status, "decided_by": moderator, "decided_at": timezone.now(), "answer": answer}
        if not decided.update(**values):
            raise AlreadyDecided
        action = ModerationAction.objects.create(
            kind=kind,
            ground=first.ground,
            reason=answer,
            moderator=moderator,
            member=appeal.member,
            review=review,
            title=first.title,
        )
        _tell(action, NotificationKind.APPEAL)
    return action


def _undo(action: ModerationAction, review: Review) -> None:
    with changing(review.author, review.title) as locked:
        if action.kind == ActionKind.HIDE:
            locked.is_hidden = locked.is_held = False
        elif action.kind == ActionKind.MARK_SPOILER:
            locked.is_marked_spoiler = False
        elif action.kind == ActionKind.SUSPEND:
            User.objects.filter(pk=review.author_id).update(suspended_until=None)
        locked.save(update_fields=STATE)


def _tell(action: ModerationAction, kind: NotificationKind = NotificationKind.MODERATION) -> None:
    """Tell whom it concerns, on the site and by e-mail; the reason is on the page that this leads to."""
    if action.member is None or action.kind == ActionKind.DISMISS:
        return
    notify(action.member, kind, told_of(action), url=action.get_absolute_url(), key=f"action-{action.pk}")
