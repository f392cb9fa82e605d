from .critic_review import CriticReview
from .helpful_vote import HelpfulVote
from .rating import STARS, AggregateRating, Rating
from .review import Review

__all__ = ["STARS", "AggregateRating", "CriticReview", "HelpfulVote", "Rating", "Review"]
