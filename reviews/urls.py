from django.urls import include, path

from reviews import feeds
from reviews.views import charts, ratings, reviews, votes, writing

app_name = "reviews"

of_a_title = [
    path("rating/", ratings.rating, name="rating"),
    path("ratings/", ratings.of_title, name="ratings"),
    path("reviews/", reviews.of_title, name="of-title"),
    path("reviews/feed/", feeds.ReviewsOfTitle(), name="of-title-feed"),
    path("reviews/new/", writing.new, name="new"),
]

one_review = [
    path("", reviews.one, name="review"),
    path("history/", reviews.history, name="history"),
    path("history/<id:number>/", reviews.changes, name="changes"),
    path("edit/", writing.edit, name="edit"),
    path("deletion/", writing.deletion, name="deletion"),
    path("restoration/", writing.restoration, name="restoration"),
    path("vote/", votes.helpful, name="helpful-vote"),
]

urlpatterns = [
    path("title/<id:title_id>/<str:slug>/", include(of_a_title)),
    path("review/<id:review_id>/", include(one_review)),
    path("reviews/", reviews.latest, name="latest"),
    path("reviews/feed/", feeds.LatestReviews(), name="latest-feed"),
    path("member/<str:username>/reviews/", reviews.by_member, name="by-member"),
    path("member/<str:username>/reviews/feed/", feeds.ReviewsByMember(), name="by-member-feed"),
    path("trivia/<id:remark_id>/vote/", votes.interest, {"kind": "trivia"}, name="trivia-vote"),
    path("goof/<id:remark_id>/vote/", votes.interest, {"kind": "goof"}, name="goof-vote"),
    path("help/ratings/", ratings.explained, name="ratings-explained"),
    path("chart/top/", charts.chart, {"name": "top"}, name="chart-top"),
    path("chart/popular/", charts.chart, {"name": "popular"}, name="chart-popular"),
    path("chart/lowest/", charts.chart, {"name": "lowest"}, name="chart-lowest"),
]
