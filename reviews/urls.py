from django.urls import include, path
from django.views.decorators.http import require_safe

from reviews import feeds
from reviews.views import (
    charts,
    contributing,
    diary,
    exports,
    follows,
    imports,
    lists,
    moderation,
    new_records,
    ratings,
    reports,
    reviews,
    searches,
    suggestions,
    votes,
    watchlist,
    writing,
)

app_name = "reviews"

of_a_title = [
    path("rating/", ratings.rating, name="rating"),
    path("ratings/", ratings.of_title, name="ratings"),
    path("reviews/", reviews.of_title, name="of-title"),
    path("reviews/feed/", require_safe(feeds.ReviewsOfTitle()), name="of-title-feed"),
    path("reviews/new/", writing.new, name="new"),
    path("watchlist/", watchlist.entry, name="watchlist-entry"),
    path("follow/", follows.of_title, name="follow-title"),
    path("viewings/", diary.of_title, name="viewings"),
    path("lists/", lists.with_this_title, name="list-choice"),
    path("report/", reports.of_row, name="report-row"),
]

one_review = [
    path("", reviews.one, name="review"),
    path("history/", reviews.history, name="history"),
    path("history/<id:number>/", reviews.changes, name="changes"),
    path("edit/", writing.edit, name="edit"),
    path("deletion/", writing.deletion, name="deletion"),
    path("restoration/", writing.restoration, name="restoration"),
    path("vote/", votes.helpful, name="helpful-vote"),
    path("report/", reports.of_review, name="report"),
]

of_a_member = [
    path("reviews/", reviews.by_member, name="by-member"),
    path("reviews/feed/", require_safe(feeds.ReviewsByMember()), name="by-member-feed"),
    path("watchlist/", watchlist.of_member, name="watchlist"),
    path("diary/", diary.of_member, name="diary"),
    path("lists/", lists.of_member, name="lists"),
]

one_list = [
    path("", lists.one, name="list"),
    path("edit/", lists.edit, name="list-edit"),
    path("deletion/", lists.deletion, name="list-deletion"),
    path("entry/<id:entry_id>/", lists.entry, name="list-entry"),
    path("entry/<id:entry_id>/place/", lists.place, name="list-place"),
    path("entry/<id:entry_id>/removal/", lists.removal, name="list-removal"),
]

one_import = [
    path("", imports.one, name="import"),
    path("rows/", imports.rows, name="import-rows"),
    path("choices/", imports.choices, name="import-choices"),
    path("confirmation/", imports.confirmation, name="import-confirmation"),
    path("undoing/", imports.undoing, name="import-undoing"),
    path("deletion/", imports.deletion, name="import-deletion"),
    path("failures.csv", imports.failures, name="import-failures"),
]

# /contribute/title/<id>/, /contribute/person/<id>/, /contribute/company/<id>/
of_a_record = [
    path("", contributing.overview, name="contribute"),
    path("<slug:kind>/", contributing.rows, name="contribute-rows"),
    path("<slug:kind>/<id:row_id>/", contributing.row, name="contribute-row"),
]

one_suggestion = [
    path("", suggestions.one, name="suggestion"),
    path("withdrawal/", suggestions.withdrawal, name="suggestion-withdrawal"),
    path("agreement/", suggestions.agreement, name="suggestion-agreement"),
]

urlpatterns = [
    path("title/<id:title_id>/<str:slug>/", include(of_a_title)),
    path("review/<id:review_id>/", include(one_review)),
    path("reviews/", reviews.latest, name="latest"),
    path("reviews/feed/", require_safe(feeds.LatestReviews()), name="latest-feed"),
    path("member/<str:username>/", include(of_a_member)),
    path("name/<id:person_id>/<str:slug>/follow/", follows.of_person, name="follow-person"),
    path("following/", follows.index, name="following"),
    path("following/country/", follows.country, name="following-country"),
    path("following/feed/", follows.feed_address, name="following-feed-address"),
    path("following/<str:key>/feed/", require_safe(feeds.NewsOfMember()), name="following-feed"),
    path("searches/", searches.index, name="searches"),
    path("searches/new/", searches.new, name="search-new"),
    path("search/<id:search_id>/digest/", searches.digest, name="search-digest"),
    path("search/<id:search_id>/deletion/", searches.deletion, name="search-deletion"),
    path("lists/new/", lists.new, name="list-new"),
    path("list/<slug:key>/", include(one_list)),
    path("settings/data/", exports.index, name="exports"),
    path("settings/data/<id:export_id>/", exports.one, name="export"),
    path("settings/import/", imports.index, name="imports"),
    path("settings/import/<id:import_id>/", include(one_import)),
    path("viewing/<id:viewing_id>/", diary.viewing, name="viewing"),
    path("viewing/<id:viewing_id>/deletion/", diary.deletion, name="viewing-deletion"),
    path("trivia/<id:remark_id>/vote/", votes.interest, {"kind": "trivia"}, name="trivia-vote"),
    path("goof/<id:remark_id>/vote/", votes.interest, {"kind": "goof"}, name="goof-vote"),
    path("faq/<id:entry_id>/report/", reports.of_faq_entry, name="report-faq-entry"),
    path("moderation/log/", moderation.log, name="moderation-log"),
    path("moderation/<id:action_id>/", moderation.decision, name="decision"),
    path("moderation/<id:action_id>/appeal/", moderation.appeal_against, name="appeal"),
    path("contribute/<owner:owner>/new/", new_records.new, name="contribute-new"),
    path("contribute/<owner:owner>/<id:record_id>/", include(of_a_record)),
    path("contributions/", suggestions.own, name="own-suggestions"),
    path("suggestions/", suggestions.queue, name="suggestions"),
    path("suggestion/<id:suggestion_id>/", include(one_suggestion)),
    path("help/ratings/", ratings.explained, name="ratings-explained"),
    path("chart/top/", charts.chart, {"name": "top"}, name="chart-top"),
    path("chart/popular/", charts.chart, {"name": "popular"}, name="chart-popular"),
    path("chart/lowest/", charts.chart, {"name": "lowest"}, name="chart-lowest"),
]
