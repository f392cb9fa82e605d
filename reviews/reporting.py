"""“Report this”: a member says that a review, an FAQ entry or a row of the catalogue is not as it should be."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from films.models import FaqEntry, Title
from films.sections import SECTIONS
from reviews.models import ActionKind, CommunityRules, Ground, Report, ReportStatus, Review
from reviews.models.report import QUOTE_LENGTH
from reviews.moderation import act_by_itself
from reviews.permissions import can_report, require_can_write
from reviews.standing import standing_of

BY_NAME = {section.name: section for section in SECTIONS}


@dataclass(frozen=True)
class CatalogueRow:
    """A row of one of a title's sections, or the whole section when `row_id` is 0."""

    title: Title
    section: str
    row_id: int = 0
    quote: str = ""


def find_row(title: Title, section: str, row_id: int = 0) -> CatalogueRow | None:
    """The row of that id in that section, if it is one of this title's; None otherwise."""
    if section not in BY_NAME:
        return None
    if not row_id:
        return CatalogueRow(title, section, 0, str(BY_NAME[section].heading))
    for listing in BY_NAME[section].lists:
        row = listing.rows(title).filter(pk=row_id).first()
        if row is not None:
            return CatalogueRow(title, section, row_id, str(row)[:QUOTE_LENGTH])
    return None


def report(member: User, target: Review | FaqEntry | CatalogueRow, reason: Ground, note: str = "") -> Report:
    """Report it. While an earlier report by the same member is open, that is the one, as it was."""
    require_can_write(member)
    said = {"reason": reason, "note": note, "standing": standing_of(member)}
    with transaction.atomic():
        if isinstance(target, Review):
            return _report_review(member, target, said)
        if isinstance(target, FaqEntry):
            key: dict[str, object] = {"faq_entry": target}
            said["quote"] = target.question
        else:
            key = {"title": target.title, "section": target.section, "row_id": target.row_id}
            said["quote"] = target.quote
        return _one_open(member, key, said)


def _report_review(member: User, review: Review, said: dict[str, str]) -> Report:
    review = (
        Review.objects.select_for_update(no_key=True, of=("self",))
        .select_related("author", "title")
        .get(pk=review.pk)
    )
    if not can_report(member, review):
        raise PermissionDenied
    made = _one_open(member, {"review": review}, said)
    if said["reason"] == Ground.SPOILER:
        _fold_if_enough(review)
    return made


def _one_open(member: User, key: dict[str, object], said: dict[str, str]) -> Report:
    made, _is_new = Report.objects.get_or_create(
        reporter=member, status=ReportStatus.OPEN, **key, defaults=said
    )
    return made


def _fold_if_enough(review: Review) -> None:
    """Fold a review that enough members, none of them new, call a spoiler. The review must be locked.

    What staff called no spoiler stays open until its author changes it.
    """
    count = Report.objects.about(review).open().unmarked_spoilers().count()
    if review.has_spoilers or count < CommunityRules.current().spoiler_reports:
        return
    if Report.objects.about(review).spoilers_dismissed_since(review.edited_at or review.created_at):
        return
    review.is_marked_spoiler = True
    review.save(update_fields=["is_marked_spoiler"])
    reason = _(
        "Several readers say that it gives the story away without warning. "
        "It is folded until a moderator has read it."
    )
    act_by_itself(review, ActionKind.FOLD, Ground.SPOILER, reason)
