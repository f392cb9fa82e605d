"""Rows that review. `content`: body, in our markup; headline, contains_spoilers, language, if told; written_at;
is_draft, stars of a draft, changed_at, edited_at, and versions, the earlier ones, the first one first, if told.

They go the way of any review: the rules of length, screening, the author's own stars.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from films.models import Title
from reviews.importers.html_text import first_words
from reviews.importers.kinds import Run, Seen, mark_present, moment, settle, titles_of
from reviews.markup import render
from reviews.models import CommunityRules, ImportRow, Rating, Review, ReviewRevision, RowOutcome
from reviews.plain_text import has_something_to_read
from reviews.publishing import ReviewText, delete_review, discard_review, edit_review, save_draft
from reviews.submission import AlreadySaid, submit_edit, submit_review


def look(member: User, rows: Sequence[ImportRow], seen: Seen) -> None:
    own = _own(member, rows)
    for row in rows:
        key = ("review", row.title_id)
        if key in seen:
            mark_present(row, reason=_("A title has one review by you; a newer one of it is in the file."))
        elif row.title_id in own:
            mark_present(row, is_different=own[row.title_id].body != row.content["body"])
        seen.add(key)


@dataclass(frozen=True)
class Desk:
    """What writing one review after the other needs to know."""

    run: Run
    rules: CommunityRules
    own: dict[int | None, Review]
    stars: dict[int, int]

    def text_of(self, row: ImportRow) -> ReviewText:
        content = row.content
        return ReviewText(
            headline=content.get("headline") or ("" if self.is_draft(row) else first_words(content["body"])),
            body=content["body"],
            contains_spoilers=content.get("contains_spoilers", False),
            language=content.get("language") or self.run.language or "en",
            stars=content.get("stars") if self.is_draft(row) else self.stars.get(row.title_id or 0),
        )

    @staticmethod
    def is_draft(row: ImportRow) -> bool:
        return row.content.get("is_draft", False)

    def misfit(self, text: ReviewText) -> str:
        """Why it cannot be published as it is; empty if it can."""
        length = len(text.body)
        if length < self.rules.review_floor or not has_something_to_read(text.headline):
            return _("A review has at least %(floor)d characters; this one has %(length)d.") % {
                "floor": self.rules.review_floor,
                "length": length,
            }
        if length > self.rules.review_ceiling:
            return _("A review has at most %(ceiling)d characters; this one has %(length)d.") % {
                "ceiling": self.rules.review_ceiling,
                "length": length,
            }
        return ""


def write(run: Run, rows: Sequence[ImportRow]) -> None:
    titles = titles_of(rows)
    stars = Rating.objects.filter(member=run.member, title__in=titles).values_list("title", "value")
    desk = Desk(run, CommunityRules.current(), _own(run.member, rows), dict(stars))
    found = Title.objects.in_bulk(titles)
    for row in run.clock.within(rows):
        title = found.get(row.title_id or 0)
        if title is None or not run.wants(row):
            settle(row, RowOutcome.LEFT)
        else:
            _write(desk, row, title)


def _write(desk: Desk, row: ImportRow, title: Title) -> None:
    text, before = desk.text_of(row), desk.own.get(row.title_id)
    if desk.is_draft(row):
        _write_draft(desk, row, title, text, before)
        return
    misfit = desk.misfit(text)
    if misfit and (before is not None or not desk.run.keeps_drafts):
        settle(row, RowOutcome.FAILED, reason=misfit)
        return
    if misfit:
        draft = save_draft(desk.run.member, title, text)
        settle(row, RowOutcome.DRAFTED, _note(draft, None), misfit)
        return
    kept = _kept(before)
    try:
        with transaction.atomic():
            review = _submit(desk.run.member, title, text, before, row)
    except AlreadySaid as same:
        title = same.review.title
        named = str(title) if title.is_published else _("another title")
        settle(row, RowOutcome.FAILED, reason=_("You published the same text about %s.") % named)
        return
    if before is None:
        _keep_history(review, row)
    reason = _("It waits for a moderator to read it.") if review.is_held else ""
    settle(row, RowOutcome.WRITTEN, _note(review, kept), reason)


def _write_draft(desk: Desk, row: ImportRow, title: Title, text: ReviewText, before: Review | None) -> None:
    """A draft is kept as it is, whatever its length; what is published here stays."""
    if before is not None and not before.is_draft:
        settle(row, RowOutcome.LEFT)
        return
    kept = _kept(before)
    draft = save_draft(desk.run.member, title, text)
    if before is None:
        _keep_history(draft, row)
    settle(row, RowOutcome.DRAFTED, _note(draft, kept))


def _keep_history(review: Review, row: ImportRow) -> None:
    """When it was written and changed where it comes from, and what it said before; a history here stands."""
    if review.revision == 1:
        versions = [_version(review, told, number) for number, told in enumerate(_versions(row), start=1)]
        ReviewRevision.objects.bulk_create(versions, batch_size=500)
        review.revision = len(versions) + 1
        review.edited_at = moment(row, "edited_at")
    review.created_at = moment(row, "written_at") or review.created_at
    review.updated_at = moment(row, "changed_at") or review.updated_at
    review.save(update_fields=["revision", "created_at", "updated_at", "edited_at"])


def _version(review: Review, told: dict[str, Any], number: int) -> ReviewRevision:
    return ReviewRevision(
        review=review,
        number=number,
        headline=told["headline"],
        body=told["body"],
        body_html=render(told["body"]),
        contains_spoilers=told["contains_spoilers"],
        language=told["language"],
        created_at=datetime.fromisoformat(told["replaced_at"]) if told["replaced_at"] else review.created_at,
    )


def _versions(row: ImportRow) -> list[dict[str, Any]]:
    return row.content.get("versions", [])


def _submit(member: User, title: Title, text: ReviewText, before: Review | None, row: ImportRow) -> Review:
    if before is None:
        earlier = [f"{version['headline']} {version['body']}" for version in _versions(row)]
        return submit_review(member, title, text, earlier)
    return submit_review(member, title, text) if before.is_draft else submit_edit(before, text)


def _note(review: Review, before: dict[str, Any] | None) -> dict[str, Any]:
    return {"review": review.pk, "updated_at": review.updated_at.isoformat(), "before": before}


def _kept(review: Review | None) -> dict[str, Any] | None:
    """What a review was before the file's took its place."""
    if review is None:
        return None
    fields = ("headline", "body", "contains_spoilers", "language", "is_draft")
    return {field: getattr(review, field) for field in fields}


def take_back(member: User, rows: Sequence[ImportRow]) -> None:
    pks = [row.written["review"] for row in rows if row.written]
    own = Review.objects.by_author(member).filter(pk__in=pks).select_related("author", "title").in_bulk()
    for row in rows:
        review = own.get(row.written["review"]) if row.written else None
        if review is None:  # the member deleted it for good
            settle(row, RowOutcome.TAKEN_BACK)
        elif review.updated_at.isoformat() == row.written["updated_at"] and review.deleted_at is None:
            _take_back(review, row.written["before"])
            settle(row, RowOutcome.TAKEN_BACK)


def _take_back(review: Review, before: dict[str, Any] | None) -> None:
    if before is None:
        # What moderators have hidden stays where they can read it; what only waits for them need not.
        was_moderated = review.is_hidden and not review.is_held
        delete_review(review) if was_moderated else discard_review(review)
        return
    is_draft = before.pop("is_draft")
    text = ReviewText(**before, stars=review.stars)
    if is_draft:
        discard_review(review)
        save_draft(review.author, review.title, text)
    else:
        edit_review(review, text)


def _own(member: User, rows: Sequence[ImportRow]) -> dict[int | None, Review]:
    """The member's reviews, drafts among them, of these titles; deleted ones do not count."""
    found = Review.objects.by_author(member).filter(title__in=titles_of(rows), deleted_at=None)
    return {review.title_id: review for review in found.select_related("author", "title")}
