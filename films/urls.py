from django.urls import path

from films.views import previews

app_name = "films"
urlpatterns = [
    path("title/<id:title_id>/preview.jpg", previews.title, name="title-preview"),
]
