from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

import films.converters  # noqa: F401  registers <id:…>
import moviesite.sections  # noqa: F401  registers <section:…>
from accounts.views import passwords, sessions
from moviesite import uploads
from moviesite.views import (
    avatar,
    awards,
    browse,
    companies,
    facets,
    health,
    history,
    home,
    machines,
    member,
    people,
    sections,
    sitemaps,
    title,
)

# /title/<id>/<slug>/
title_urls = [
    path("", title.title, name="title"),
    path("reference/", sections.reference, name="title-reference"),
    path("history/", history.title, name="title-history"),
    path("<section:section>/", sections.section, name="title-section"),
]

# /name/<id>/<slug>/
person_urls = [
    path("", people.person, name="person"),
    path("history/", history.person, name="person-history"),
    path("<department:category>/", people.department, name="person-department"),
]

# /company/<id>/<slug>/
company_urls = [
    path("", companies.company, name="company"),
    path("history/", history.company, name="company-history"),
    path("<slug:role>/", companies.role, name="company-role"),
]

# Titles by what they have in common, and what there is to choose from.
browse_urls = [
    path("titles/", browse.titles, name="titles"),
    path("genres/", facets.genres, name="genres"),
    path("genre/<word:slug>/", browse.genre, name="genre"),
    path("countries/", facets.countries, name="countries"),
    path("country/<country:code>/", browse.country, name="country"),
    path("languages/", facets.languages, name="languages"),
    path("language/<language:code>/", browse.language, name="language"),
    path("years/", facets.years, name="years"),
    path("year/<year:year>/", browse.year, name="year"),
    path("decade/<decade:year>s/", browse.decade, name="decade"),
    path("keywords/", facets.keywords, name="keywords"),
    path("keyword/<word:slug>/", browse.keyword, name="keyword"),
    path("certificate/<country:country>/<text:rating>/", browse.certificate, name="certificate"),
    path("awards/", facets.awards, name="awards"),
    path("award/<word:slug>/", awards.event, name="award"),
    path("award/<word:slug>/<id:year>/", awards.ceremony, name="award-year"),
]

handler403 = "moviesite.views.errors.forbidden"

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
admin.site.index_title = _("Curators’ desk")
# The admin's own form knows neither limits nor second factors: log in as every member does.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", home.home, name="home"),
    path("title/<id:title_id>/", title.title, name="title-by-id"),
    path("title/<id:title_id>/<str:slug>/", include(title_urls)),
    path("name/<id:person_id>/", people.person, name="person-by-id"),
    path("name/<id:person_id>/<str:slug>/", include(person_urls)),
    path("company/<id:company_id>/", companies.company, name="company-by-id"),
    path("company/<id:company_id>/<str:slug>/", include(company_urls)),
    path("revision/<id:revision_id>/", history.revision, name="revision"),
    path("", include(browse_urls)),
    path("", include("films.urls")),
    path("", include("reviews.urls")),
    path("member/<str:username>/", member.member, name="member"),
    path("settings/avatar/", avatar.avatar, name="avatar"),
    path("", include("accounts.urls")),
    path("accounts/logout/", sessions.log_out, name="account_logout"),
    path("accounts/sessions/", sessions.index, name="usersessions_list"),
    path("accounts/password/set/", passwords.set_first, name="account_set_password"),
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
