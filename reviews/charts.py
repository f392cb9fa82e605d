"""The charts: which titles each one lists, in what order, and the part of the catalogue it is narrowed to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from films import browse
from films.models import Genre
from films.models.title import FIRST_FILM_YEAR, TitleQuerySet

CHART_LENGTH = 250


@dataclass(frozen=True)
class Chart:
    """`order` takes visible titles and the fewest votes to be listed with."""

    heading: Promise
    lead: Promise
    order: Callable[[TitleQuerySet, int], TitleQuerySet]
    needs_minimum: bool = True


CHARTS = {
    "top": Chart(
        _("Top rated titles"),
        _("The highest weighted scores of all titles that enough members have rated."),
        lambda titles, minimum: titles.rated(minimum).best(),
    ),
    "popular": Chart(
        _("Most popular titles"),
        _("The titles that most members have rated."),
        lambda titles, minimum: titles.rated().popular(),
        needs_minimum=False,
    ),
    "lowest": Chart(
        _("Lowest rated titles"),
        _("The lowest weighted scores of all titles that enough members have rated."),
        lambda titles, minimum: titles.rated(minimum).worst(),
    ),
}


def decade_choices() -> list[tuple[str, Any]]:
    """All decades that have films, the present one first; before them the choice of none."""
    first, last = FIRST_FILM_YEAR // 10 * 10, timezone.localdate().year // 10 * 10
    decades = range(last, first - 10, -10)
    return [("", _("All decades")), *((str(year), gettext("%(year)ds") % {"year": year}) for year in decades)]


class ChartForm(forms.Form):
    """Narrows a chart to a genre, to a decade, or to both."""

    genre = forms.ChoiceField(label=_("Genre"), required=False)
    decade = forms.TypedChoiceField(
        label=_("Decade"), required=False, choices=decade_choices, coerce=int, empty_value=None
    )

    def __init__(self, data: Any, genres: Iterable[Genre]) -> None:
        super().__init__(data)
        self.genres = {genre.slug: genre for genre in genres}
        named = [(slug, genre.name) for slug, genre in self.genres.items()]
        self.fields["genre"].choices = [("", _("All genres")), *named]  # type: ignore[attr-defined]

    def narrow(self, titles: TitleQuerySet) -> TitleQuerySet:
        """What of these titles was asked for; all of them while the form does not hold."""
        if not self.is_valid():
            return titles
        if self.cleaned_data["genre"]:
            titles &= browse.of_genre(self.genres[self.cleaned_data["genre"]])
        if self.cleaned_data["decade"]:
            titles &= browse.of_decade(self.cleaned_data["decade"], browse.SCORE)
        return titles

    @property
    def query(self) -> str:
        """The choice as part of an address, each parameter ending in "&"; what was not chosen is left out."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return urlencode(chosen) + "&" if chosen else ""

    def path_of(self, path: str, page_number: int) -> str:
        """The one address of this page of the chart, however it was asked for."""
        query = self.query + (f"page={page_number}" if page_number > 1 else "")
        return f"{path}?{query.rstrip('&')}" if query else path
