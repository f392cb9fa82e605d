from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

import films.converters  # noqa: F401  registers <id:…>
import moviesite.sections  # noqa: F401  registers <section:…>
from moviesite import uploads
from moviesite.views import health, home, machines, sections, sitemaps, title

# /title/<id>/<slug>/
title_urls = [
    path("", title.title, name="title"),
    path("reference/", sections.reference, name="title-reference"),
    path("<section:section>/", sections.section, name="title-section"),
]

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
admin.site.index_title = _("Curators’ desk")
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
    # for machines
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap-pages"),
    path("sitemap-<slug:name>-<id:number>.xml", sitemaps.section, name="sitemap-section"),
    path("opensearch.xml", machines.opensearch, name="opensearch"),
    path("site.webmanifest", machines.manifest, name="manifest"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("media/<path:path>", uploads.show, name="upload"),
]
