"""What a member said about titles: ratings, reviews, votes, reports, and what moderators made of it."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from reviews.exporters.section import Section, fields, title_at
from reviews.exporters.values import with_titles
from reviews.models import (
    Appeal,
    HelpfulVote,
    InterestVote,
    ModerationAction,
    Rating,
    Report,
    Review,
    ReviewRevision,
    SetAsideVote,
)

TITLE = {"title": title_at("title")}


def _remark(vote: InterestVote) -> object:
    return vote.trivia or vote.goof


def _remark_text(vote: InterestVote) -> str:
    remark = vote.trivia or vote.goof
    return remark.text if remark and remark.title.is_published else ""


def _reported(report: Report) -> str:
    title = report.target_title
    return report.target_text if title is None or title.is_published else ""


def _about(vote: SetAsideVote) -> str:
    title = vote.review.title if vote.review else vote.title
    return str(title) if title and title.is_published else ""


def _interest_votes(member: User):
    votes = InterestVote.objects.filter(member=member).order_by("updated_at", "pk")
    votes = with_titles(with_titles(votes, "trivia__title"), "goof__title")
    return votes.select_related("trivia__title", "goof__title")


SAID = (
    Section(
        "ratings",
        _("Your stars, 1 to 10."),
        lambda member: with_titles(Rating.objects.by_member(member)).order_by("created_at", "pk"),
        TITLE | fields("value created_at updated_at"),
        ("reviews.Rating.member",),
    ),
    Section(
        "reviews",
        _(
            "Your reviews, with drafts and those you deleted lately. The body is as you typed it: "
            "*emphasis*, lists, [links](https://…) and >!spoilers!<."
        ),
        lambda member: with_titles(Review.objects.by_author(member)).order_by("created_at", "pk"),
        {"number": lambda review: review.pk}
        | TITLE
        | fields("headline body contains_spoilers language stars is_draft created_at updated_at edited_at")
        | fields("deleted_at revision is_hidden is_held is_marked_spoiler helpful_count vote_count"),
        ("reviews.Review.author",),
    ),
    Section(
        "review_revisions",
        _("Earlier versions of your reviews, by the number of the review."),
        lambda member: ReviewRevision.objects.filter(review__author=member).order_by("review", "number"),
        {"review": lambda each: each.review_id, "revision": lambda each: each.number}
        | fields("headline body contains_spoilers language created_at"),
    ),
    Section(
        "helpful_votes",
        _("Which reviews by others you found helpful, or not."),
        lambda member: with_titles(
            HelpfulVote.objects.filter(member=member).select_related("author"), "review__title"
        ).order_by("created_at", "pk"),
        {"title": title_at("review.title"), "author": lambda vote: vote.author.username}
        | fields("is_helpful revision created_at updated_at"),
        ("reviews.HelpfulVote.member",),
    ),
    Section(
        "votes_set_aside",
        _("Votes and ratings of yours that the staff do not count."),
        lambda member: (
            SetAsideVote.objects.filter(member=member).select_related("review__title", "title").order_by("pk")
        ),
        {"about": _about} | fields("value revision created_at"),
        ("reviews.SetAsideVote.member",),
    ),
    Section(
        "interest_votes",
        _("Which trivia and goofs you found interesting, or not."),
        _interest_votes,
        {
            "title": lambda vote: title_at("title")(_remark(vote)),
            "kind": lambda vote: "trivia" if vote.trivia_id else "goof",
            "number": lambda vote: vote.trivia_id or vote.goof_id,
            "text": _remark_text,
        }
        | fields("is_interesting updated_at"),
        ("reviews.InterestVote.member",),
    ),
    Section(
        "reports",
        _("What you reported, and what came of it."),
        lambda member: (
            with_titles(Report.objects.by(member))
            .select_related("title", "review__title", "faq_entry__title")
            .order_by("created_at", "pk")
        ),
        TITLE
        | {"what": _reported, "section": lambda report: report.section}
        | fields("reason note status created_at resolved_at"),
        ("reviews.Report.reporter",),
    ),
    Section(
        "decisions",
        _("What moderators decided about your reviews or your account, and why."),
        lambda member: (
            with_titles(ModerationAction.objects.concerning(member))
            .select_related("title", "review")
            .order_by("created_at", "pk")
        ),
        {"number": lambda action: action.pk}
        | TITLE
        | {"review": lambda action: action.review_id}
        | fields("kind ground reason until_date is_automatic created_at"),
        ("reviews.ModerationAction.member",),
    ),
    Section(
        "appeals",
        _("Your appeals, by the number of the decision, with their answers."),
        lambda member: Appeal.objects.filter(member=member).order_by("created_at", "pk"),
        {"decision": lambda appeal: appeal.action_id} | fields("text status created_at decided_at answer"),
        ("reviews.Appeal.member",),
    ),
)
