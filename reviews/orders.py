"""The orders reviews can be read in: address, name, and the indexed columns behind each."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from films.paging import Sort


class ReviewOrder(TextChoices):
    HELPFULNESS = "helpfulness", _("Most helpful")
    NEWEST = "newest", _("Newest")
    OLDEST = "oldest", _("Oldest")
    HIGHEST = "highest", _("Highest rating")
    LOWEST = "lowest", _("Lowest rating")
    PROLIFIC = "prolific", _("Most prolific author")

    @property
    def sort(self) -> Sort:
        return _SORTS[self]


_COLUMNS = {
    ReviewOrder.HELPFULNESS: "helpfulness",
    ReviewOrder.NEWEST: "created_at",
    ReviewOrder.OLDEST: "created_at",
    ReviewOrder.HIGHEST: "highest",
    ReviewOrder.LOWEST: "lowest",
    ReviewOrder.PROLIFIC: "author_review_count",
}
_SORTS = {
    order: Sort(order.value, order.label, (column, "id"), is_falling=order is not ReviewOrder.OLDEST)
    for order, column in _COLUMNS.items()
}
