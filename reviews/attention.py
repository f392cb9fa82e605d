"""What of the community needs attention: the queues, the oldest first."""

from django.utils.translation import gettext_lazy as _

from films.attention import Attention
from films.models import Suggestion
from reviews.models import AlertStatus, Appeal, AppealStatus, DataImport, RatingAlert, Report, ReportStatus

LINES = [
    Attention(
        _("Queues"),
        _("Open reports"),
        lambda: Report.objects.filter(status=ReportStatus.OPEN),
        ("admin:reviews_report_changelist", ""),
        "reviews.moderate",
        oldest_by="created_at",
    ),
    Attention(
        _("Queues"),
        _("Open suggestions"),
        Suggestion.objects.open,
        ("admin:films_suggestion_changelist", ""),
        "films.decide_suggestion",
        oldest_by="created_at",
    ),
    Attention(
        _("Queues"),
        _("Open appeals"),
        lambda: Appeal.objects.filter(status=AppealStatus.OPEN),
        ("admin:reviews_appeal_changelist", f"status__exact={AppealStatus.OPEN}"),
        "reviews.decide_appeal",
        oldest_by="created_at",
    ),
    Attention(
        _("Queues"),
        _("Unusual voting"),
        lambda: RatingAlert.objects.filter(status=AlertStatus.OPEN),
        ("admin:reviews_ratingalert_changelist", f"status__exact={AlertStatus.OPEN}"),
        "reviews.freeze_score",
        oldest_by="created_at",
    ),
    Attention(
        _("Background work"),
        _("Imports that were stopped lately"),
        DataImport.objects.stopped,
        ("admin:reviews_dataimport_changelist", "stopped_at__isempty=0"),
        "reviews.view_dataimport",
    ),
]
