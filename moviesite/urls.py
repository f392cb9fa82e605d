from django.contrib import admin
from django.urls import include, path

from moviesite import uploads

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("media/<path:path>", uploads.show, name="upload"),
]
