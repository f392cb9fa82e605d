from django.urls import path

from accounts.views import deletion, notifications, reauthentication, settings

app_name = "accounts"

urlpatterns = [
    # What a member shows, and what is kept for them alone
    path("settings/profile/", settings.profile, name="profile"),
    path("settings/username/", settings.username, name="username"),
    path("settings/privacy/", settings.privacy, name="privacy"),
    path("settings/deletion/", deletion.deletion, name="deletion"),
    path("settings/deletion/withdrawal/", deletion.withdrawal, name="deletion-withdrawal"),
    path("settings/notifications/", settings.notification_choices, name="notification-choices"),
    path("accounts/reauthenticate/code/", reauthentication.by_code, name="reauthenticate-by-code"),
    # What a member is told
    path("notifications/", notifications.index, name="notifications"),
    path("notifications/unsubscribe/<str:token>/", notifications.unsubscribe, name="unsubscribe"),
]
