from typing import Any

from django.db import models
from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _

from .title import Title
from .version import Versions


class FactQuerySet(models.QuerySet):
    def for_title(self, title: Title):
        return self.filter(title=title)

    def in_order(self):
        """The order the curator gave."""
        return self.order_by("position", "id")


class TitleFact(models.Model):
    """What every row of a title's sections has: its title, its place in the section, and where it is known from."""

    title = models.ForeignKey(Title, verbose_name=_("title"), on_delete=models.CASCADE, db_index=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    source_url = models.URLField(_("source"), max_length=500, blank=True)

    objects = FactQuerySet.as_manager()
    history = Versions(inherit=True)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["title", "position", "id"], name="%(class)s_by_title")]


def declared_order(model: type[models.Model], field: str) -> Case:
    """Orders rows by a field of choices as these are declared, not by the alphabet of their values."""
    chosen: Any = model._meta.get_field(field)
    return Case(
        *(When(**{field: value}, then=Value(place)) for place, (value, _) in enumerate(chosen.flatchoices))
    )
