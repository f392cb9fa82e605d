from django.urls import path

from films.views import previews, search

app_name = "films"
urlpatterns = [
    path("title/<id:title_id>/preview.jpg", previews.title, name="title-preview"),
    # /search/
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search-suggest"),
]
