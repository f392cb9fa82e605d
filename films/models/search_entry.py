"""The search index: one row per title and per person, holding all that a list of suggestions shows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .person import Person
from .title import Title


class SearchEntry(models.Model):
    """Written by films.search alone. Beside each table the database keeps its own full-text index of `tokens`."""

    # Popularity and the subject's id in one number, most popular first (films.search.index.rank_of).
    # It is the key so that the full-text index hands out its rows in this order.
    rank = models.BigAutoField(primary_key=True)
    name = models.CharField(_("name"), max_length=300)
    sort_name = models.CharField(_("name to sort by"), max_length=300)
    line = models.CharField(_("second line"), max_length=300, blank=True)
    image = models.CharField(_("image"), max_length=200, blank=True)
    tokens = models.TextField(_("tokens"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class TitleEntry(SearchEntry):
    title = models.OneToOneField(
        Title, verbose_name=_("title"), on_delete=models.CASCADE, related_name="search_entry"
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True)

    class Meta(SearchEntry.Meta):
        verbose_name = _("search entry of a title")
        verbose_name_plural = _("search entries of titles")
        indexes = [models.Index(fields=["sort_name", "title"], name="titleentry_by_sort_name")]


class PersonEntry(SearchEntry):
    person = models.OneToOneField(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="search_entry"
    )

    class Meta(SearchEntry.Meta):
        verbose_name = _("search entry of a person")
        verbose_name_plural = _("search entries of people")
