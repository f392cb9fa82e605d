"""Taking back all that a member said, before their account is deleted, so that every number stays right."""

from accounts.models import User
from reviews.models import HelpfulVote, InterestVote, Rating, Review
from reviews.publishing import discard_review
from reviews.ratings import unrate
from reviews.votes import withdraw_helpful_vote, withdraw_interest_vote


def take_back_everything(member: User) -> None:
    """One transaction for each thing said: a member of many years does not hold the site up."""
    for review in Review.objects.by_author(member).select_related("author", "title"):
        discard_review(review)
    for rating in Rating.objects.filter(member=member).select_related("title"):
        unrate(member, rating.title)
    for vote in HelpfulVote.objects.filter(member=member).select_related("review"):
        withdraw_helpful_vote(member, vote.review)
    for interest in InterestVote.objects.filter(member=member).select_related("trivia", "goof"):
        remark = interest.trivia or interest.goof
        if remark:
            withdraw_interest_vote(member, remark)
