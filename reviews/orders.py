"""The orders a title's reviews can be read in: address, name, and the indexed field behind each."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReviewOrder(TextChoices):
    HELPFULNESS = "helpfulness", _("Most helpful")
    NEWEST = "newest", _("Newest")
    OLDEST = "oldest", _("Oldest")
    HIGHEST = "highest", _("Highest rating")
    LOWEST = "lowest", _("Lowest rating")
    PROLIFIC = "prolific", _("Most prolific author")

    @property
    def field(self) -> str:
        return _FIELDS[self]


_FIELDS = {
    ReviewOrder.HELPFULNESS: "-helpfulness",
    ReviewOrder.NEWEST: "-created_at",
    ReviewOrder.OLDEST: "created_at",
    ReviewOrder.HIGHEST: "-highest",
    ReviewOrder.LOWEST: "-lowest",
    ReviewOrder.PROLIFIC: "-author_review_count",
}
