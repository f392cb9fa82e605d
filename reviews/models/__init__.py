from .community_rules import CommunityRules
from .critic_review import CriticReview
from .helpful_vote import HelpfulVote
from .interest import Interest, InterestVote
from .rating import STARS, AggregateRating, Rating
from .review import VISIBLE, Review, ReviewQuerySet
from .review_revision import ReviewRevision

__all__ = [
    "STARS",
    "VISIBLE",
    "AggregateRating",
    "CommunityRules",
    "CriticReview",
    "HelpfulVote",
    "Interest",
    "InterestVote",
    "Rating",
    "Review",
    "ReviewQuerySet",
    "ReviewRevision",
]
