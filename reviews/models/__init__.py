from .appeal import Appeal, AppealStatus
from .community_rules import CommunityRules
from .critic_review import CriticReview
from .data_export import DataExport
from .data_import import DataImport, ImportStatus, ImportUpload
from .follow import Follow
from .helpful_vote import HelpfulVote
from .import_row import ImportKind, ImportRow, RowOutcome, RowState
from .interest import Interest, InterestVote
from .moderation_action import ABOUT_THE_AUTHOR, REPORTABLE, ActionKind, Ground, ModerationAction
from .news import News, NewsKind
from .newsletter import Newsletter
from .rating import STARS, AggregateRating, Rating
from .rating_alert import AlertKind, AlertStatus, RatingAlert
from .report import Report, ReportStatus
from .review import VISIBLE, Review, ReviewQuerySet
from .review_revision import ReviewRevision
from .saved_search import SavedSearch
from .set_aside_vote import SetAsideVote
from .standing import Standing
from .suggestion_agreement import SuggestionAgreement
from .text_print import TextPrint
from .title_list import ListEntry, ListVisibility, TitleList
from .viewing import Viewing
from .watchlist_entry import WatchlistEntry

__all__ = [
    "ABOUT_THE_AUTHOR",
    "REPORTABLE",
    "STARS",
    "VISIBLE",
    "ActionKind",
    "AggregateRating",
    "AlertKind",
    "AlertStatus",
    "Appeal",
    "AppealStatus",
    "CommunityRules",
    "CriticReview",
    "DataExport",
    "DataImport",
    "Follow",
    "Ground",
    "HelpfulVote",
    "ImportKind",
    "ImportRow",
    "ImportStatus",
    "ImportUpload",
    "Interest",
    "InterestVote",
    "ListEntry",
    "ListVisibility",
    "ModerationAction",
    "News",
    "NewsKind",
    "Newsletter",
    "Rating",
    "RatingAlert",
    "Report",
    "ReportStatus",
    "Review",
    "ReviewQuerySet",
    "ReviewRevision",
    "RowOutcome",
    "RowState",
    "SavedSearch",
    "SetAsideVote",
    "Standing",
    "SuggestionAgreement",
    "TextPrint",
    "TitleList",
    "Viewing",
    "WatchlistEntry",
]
