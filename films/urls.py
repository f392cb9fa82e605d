from django.urls import path

from films.views import awards, previews, releases, search

app_name = "films"
urlpatterns = [
    path("title/<id:title_id>/preview.jpg", previews.title, name="title-preview"),
    # /search/
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search-suggest"),
    path("search/titles/", search.titles, name="search-titles"),
    # what comes when, and who won what
    path("calendar/", releases.coming_soon, name="coming-soon"),
    path("releases/", releases.recent, name="releases"),
    path("awards/calendar/", awards.calendar, name="awards-calendar"),
    path("awards/calendar/<year:year>/", awards.calendar, name="awards-calendar-of-year"),
]
