"""How well the site knows a member. Limits, links and reports of spoilers go by it; docs/moderation.md explains it."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from reviews.models import CommunityRules, ModerationAction, Rating, Review, Standing

READ = 100
"""How many of a member's newest reviews are looked at, so that a long career costs no more than a short one."""

ENOUGH_RATINGS = 10
WATCHED = timedelta(days=30)
"""How long a decision against an author keeps them among the new members."""


def standing_of(member: User, rules: CommunityRules | None = None) -> Standing:
    """New, regular or trusted, from the member's age here and what readers made of their reviews.

    At most four queries of bounded rows; `rules` saves one.
    """
    rules = rules or CommunityRules.current()
    days = (timezone.now() - member.date_joined).days
    if days < rules.regular_after_days or _was_moderated(member):
        return Standing.NEW
    votes = (
        Review.objects.by_author(member)
        .visible()
        .newest_first()
        .values_list("helpful_count", flat=True)[:READ]
    )
    written, helpful = len(votes), sum(votes)
    if not written and Rating.objects.filter(member=member)[:ENOUGH_RATINGS].count() < ENOUGH_RATINGS:
        return Standing.NEW
    is_trusted = (
        days >= rules.trusted_after_days
        and written >= rules.trusted_after_reviews
        and helpful >= rules.trusted_after_helpful
    )
    return Standing.TRUSTED if is_trusted else Standing.REGULAR


def _was_moderated(member: User) -> bool:
    since = timezone.now() - WATCHED
    actions = ModerationAction.objects.concerning(member).against_author()
    return actions.standing().since(since).exists()
