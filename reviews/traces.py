"""Every place where the site keeps something of a member, and what becomes of it when they leave.

A new model that names a member, or that may hold what one wrote, gets a line here: a test walks over all
models and fails until it has one.
"""

from enum import Enum


class Fate(Enum):
    """What becomes of a row when its member leaves."""

    TAKEN_BACK = "by the verb that moves the numbers which count it"
    DELETED = "at once"
    UNLINKED = "stays, and names nobody"
    STAYS = "stays, with a member of whom nothing is known any more"


# By "app.Model.field", the key that leads to the member.
KEYS: dict[str, Fate] = {
    "reviews.Review.author": Fate.TAKEN_BACK,  # unless they stay as those of a former member
    "reviews.Rating.member": Fate.TAKEN_BACK,  # but for the stars of a review that stays
    "reviews.HelpfulVote.member": Fate.TAKEN_BACK,
    "reviews.HelpfulVote.author": Fate.STAYS,  # others' votes on a review that stays
    "reviews.SetAsideVote.member": Fate.DELETED,
    "reviews.InterestVote.member": Fate.TAKEN_BACK,
    "reviews.WatchlistEntry.member": Fate.DELETED,
    "reviews.Viewing.member": Fate.DELETED,
    "reviews.TitleList.member": Fate.DELETED,
    "reviews.Follow.member": Fate.DELETED,
    "reviews.SavedSearch.member": Fate.DELETED,
    "reviews.Newsletter.member": Fate.DELETED,  # with the address of the feed
    "reviews.Report.reporter": Fate.UNLINKED,  # and its note deleted
    "reviews.Appeal.member": Fate.DELETED,
    "reviews.Appeal.first_moderator": Fate.STAYS,
    "reviews.Appeal.decided_by": Fate.STAYS,
    "reviews.ModerationAction.member": Fate.UNLINKED,  # and the words to them deleted
    "reviews.ModerationAction.moderator": Fate.STAYS,
    "reviews.SuggestionAgreement.member": Fate.DELETED,
    "films.Suggestion.author": Fate.UNLINKED,  # and its note, and the words to them, deleted
    "films.Suggestion.decided_by": Fate.STAYS,
    "films.DuplicateCandidate.decided_by": Fate.STAYS,
    "films.Merge.made_by": Fate.STAYS,
    "films.Merge.undone_by": Fate.STAYS,
    "films.MergedRow.member": Fate.DELETED,
    "films.LargeChange.asked_by": Fate.DELETED,
    "films.Revision.made_by": Fate.STAYS,
    "films.Revision.contributor": Fate.STAYS,
    "reviews.DataImport.member": Fate.DELETED,
    "reviews.DataExport.member": Fate.DELETED,  # with its file
    "accounts.Notification.member": Fate.DELETED,
    "accounts.NotificationChoice.member": Fate.DELETED,
    "accounts.UsernameRedirect.member": Fate.DELETED,  # after a digest of the name is held
    "accounts.User_groups.user": Fate.DELETED,
    "accounts.User_user_permissions.user": Fate.DELETED,
    "account.EmailAddress.user": Fate.DELETED,  # with its EmailConfirmation
    "mfa.Authenticator.user": Fate.DELETED,
    "usersessions.UserSession.user": Fate.DELETED,  # with its Session
    "socialaccount.SocialAccount.user": Fate.DELETED,  # with its SocialToken
    "admin.LogEntry.user": Fate.STAYS,
}

# Models without such a key that may hold something of a member: what reviews.departure does about each.
ELSEWHERE = {
    "accounts.User": "emptied, and deleted when nothing is left that leads to it",
    "accounts.HeldUsername": "a keyed digest, deleted after a year",
    "accounts.LoginTries": "a digest; that of the member is deleted",
    "accounts.OutgoingEmail": "those to the member's addresses are deleted, the last letter is once it is sent",
    "account.EmailConfirmation": "deleted with its EmailAddress",
    "socialaccount.SocialToken": "deleted with its SocialAccount",
    "sessions.Session": "deleted with its UserSession",
    "limits.Spending": "a number of the member, deleted within a day",
    "reviews.ReviewRevision": "deleted with its Review",
    "reviews.TextPrint": "deleted with its Review",
    "reviews.ListEntry": "deleted with its TitleList",
    "reviews.ImportRow": "deleted with its DataImport",
    "reviews.ImportUpload": "deleted with its DataImport",
    "django_tasks_database.DBTaskResult": "numbers of rows; why one failed may name an address, deleted after 90 days",
}

# Models that hold nothing of a member.
NOTHING = [
    *("reviews.AggregateRating", "reviews.CommunityRules", "reviews.CriticReview", "reviews.Interest"),
    *("reviews.News", "reviews.RatingAlert", "background.Worker", "socialaccount.SocialApp"),
    *("auth.Group", "auth.Group_permissions", "auth.Permission", "contenttypes.ContentType"),
]
