from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

import films.converters  # noqa: F401  registers <id:…>
import moviesite.sections  # noqa: F401  registers <section:…>
from moviesite import uploads
from moviesite.views import home, sections, title

# /title/<id>/<slug>/
title_urls = [
    path("", title.title, name="title"),
    path("reference/", sections.reference, name="title-reference"),
    path("<section:section>/", sections.section, name="title-section"),
]

# The admin's own form knows neither limits nor second factors: log in as every member does.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", home.home, name="home"),
    path("title/<id:title_id>/", title.title, name="title-by-id"),
    path("title/<id:title_id>/<str:slug>/", include(title_urls)),
    path("", include("films.urls")),
    path("", include("reviews.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("media/<path:path>", uploads.show, name="upload"),
]
