"""What the site keeps of a member's account. No secret is in it: no password, no key, no code."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Notification, NotificationChoice, User, UsernameRedirect
from films.models import Merge, MergedRow, Revision, Suggestion
from reviews.exporters.section import Section, fields
from reviews.models import SuggestionAgreement

ACCOUNT = (
    Section(
        "profile",
        _("Your name, what you say of yourself, and what others may see."),
        lambda member: User.objects.filter(pk=member.pk),
        fields("username display_name email bio has_public_ratings has_public_watchlist has_public_diary")
        | fields("date_joined last_login suspended_until leaves_at leaves_reviews is_staff"),
    ),
    Section(
        "former_usernames",
        _("Names that still lead to you, and until when."),
        lambda member: UsernameRedirect.objects.filter(member=member).order_by("pk"),
        fields("username expires_at"),
        ("accounts.UsernameRedirect.member",),
    ),
    Section(
        "email_addresses",
        _("Your e-mail addresses."),
        lambda member: EmailAddress.objects.filter(user=member).order_by("pk"),
        fields("email verified primary"),
        ("account.EmailAddress.user",),
    ),
    Section(
        "connected_accounts",
        _("Accounts elsewhere that you log in with."),
        lambda member: SocialAccount.objects.filter(user=member).order_by("pk"),
        fields("provider uid date_joined last_login extra_data"),
        ("socialaccount.SocialAccount.user",),
    ),
    Section(
        "second_factors",
        _("That you have an authenticator app, passkeys or recovery codes; not their secrets."),
        lambda member: Authenticator.objects.filter(user=member).order_by("pk"),
        fields("type created_at last_used_at"),
        ("mfa.Authenticator.user",),
    ),
    Section(
        "sessions",
        _("Where you are logged in."),
        lambda member: UserSession.objects.filter(user=member).order_by("pk"),
        fields("ip user_agent created_at last_seen_at"),
        ("usersessions.UserSession.user",),
    ),
    Section(
        "notifications",
        _("What you were told on the site."),
        lambda member: Notification.objects.filter(member=member).order_by("created_at", "pk"),
        fields("kind text url created_at read_at"),
        ("accounts.Notification.member",),
    ),
    Section(
        "notification_choices",
        _("What you want to be told, where you changed that."),
        lambda member: NotificationChoice.objects.filter(member=member).order_by("kind"),
        fields("kind is_on_site is_by_email"),
        ("accounts.NotificationChoice.member",),
    ),
    Section(
        "suggestions",
        _("What you proposed for the catalogue, and what became of it."),
        lambda member: Suggestion.objects.filter(author=member).order_by("pk"),
        {"number": lambda each: each.pk}
        | fields("verb owner kind row_id label values before source_url note")
        | fields("status created_at decided_at was_changed reason"),
        ("films.Suggestion.author",),
    ),
    Section(
        "agreements",
        _("Suggestions of others that you agreed with."),
        lambda member: (
            SuggestionAgreement.objects.filter(member=member).select_related("suggestion").order_by("pk")
        ),
        {"suggestion": lambda each: each.suggestion_id, "label": lambda each: each.suggestion.label}
        | fields("created_at"),
        ("reviews.SuggestionAgreement.member",),
    ),
    Section(
        "revisions",
        _("What you changed in the catalogue, or others after your suggestion."),
        lambda member: Revision.objects.filter(Q(made_by=member) | Q(contributor=member)).order_by("pk"),
        {"number": lambda revision: revision.pk} | fields("kind made_at note source_url"),
        ("films.Revision.made_by", "films.Revision.contributor"),
    ),
    Section(
        "merges",
        _("Records of the catalogue that you merged, or whose merging you undid."),
        lambda member: Merge.objects.filter(Q(made_by=member) | Q(undone_by=member)).order_by("pk"),
        fields("kind kept_name lost_name note made_at undone_at"),
        ("films.Merge.made_by", "films.Merge.undone_by"),
    ),
    Section(
        "merged_rows",
        _(
            "What was yours on a record that was merged, as it was before: kept so that merging can be undone."
        ),
        lambda member: MergedRow.objects.filter(member=member).order_by("pk"),
        fields("deed model field content"),
        ("films.MergedRow.member",),
    ),
    Section(
        "admin_log",
        _("What you did in the admin, if you are staff."),
        lambda member: LogEntry.objects.filter(user=member).select_related("content_type").order_by("pk"),
        {"about": lambda entry: str(entry.content_type or "")}
        | fields("action_time object_id object_repr change_message"),
        ("admin.LogEntry.user",),
    ),
)
