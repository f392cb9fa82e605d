"""What the advanced search understands, and what it says of the rest."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from films.codes import country_choices, language_choices
from films.models import Genre, TitleType
from films.models.title import FIRST_FILM_YEAR, LAST_PLANNED_YEAR

MOST_CHARACTERS = 200
MOST_CHOICES = 10
MOST_MINUTES = 10_000
MOST_VOTES = 1_000_000_000


class SortOrder(TextChoices):
    POPULARITY = "popularity", _("Popularity")
    SCORE = "score", _("Score")
    YEAR = "year", _("Newest")
    NAME = "title", _("Title")


class Choices(forms.MultipleChoiceField):
    """Any number of known values up to MOST_CHOICES; empty ones, as a form without script sends them, are dropped."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> list[str]:
        chosen = [each for each in super().to_python(value) if each]
        if len(chosen) > MOST_CHOICES:
            raise ValidationError(_("Choose at most %(most)s."), params={"most": MOST_CHOICES})
        return list(dict.fromkeys(chosen))


class Ratings(Choices):
    """Certificates as "GB:12A": any text may be a rating somewhere, so only the shape is checked."""

    def valid_value(self, value: str) -> bool:
        return re.fullmatch(r"[A-Z]{2}:[^:\x00]{1,40}", value) is not None


def whole(label: Any, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=False)


def stars(label: Any) -> forms.FloatField:
    return forms.FloatField(label=label, min_value=1, max_value=10, step_size=0.1, required=False)


def text(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=MOST_CHARACTERS, required=False)


class TitleSearchForm(forms.Form):
    """The advanced search: every field narrows the last; an empty one says nothing."""

    q = text(_("Title"))
    type = Choices(label=_("Type"), choices=TitleType.choices)
    year_from = whole(_("Year from"), FIRST_FILM_YEAR, LAST_PLANNED_YEAR)
    year_to = whole(_("to"), FIRST_FILM_YEAR, LAST_PLANNED_YEAR)
    genre = Choices(
        label=_("Genre"), choices=lambda: Genre.objects.order_by("name").values_list("slug", "name")
    )
    country = Choices(label=_("Country"), choices=country_choices)
    language = Choices(label=_("Language"), choices=language_choices)
    certificate = Ratings(label=_("Certificate"))
    runtime_from = whole(_("Minutes from"), 1, MOST_MINUTES)
    runtime_to = whole(_("to"), 1, MOST_MINUTES)
    score_from = stars(_("Score from"))
    score_to = stars(_("to"))
    votes_from = whole(_("Ratings from"), 0, MOST_VOTES)
    votes_to = whole(_("to"), 0, MOST_VOTES)
    keyword = text(_("Keyword"))
    person = text(_("Person"))
    sort = forms.ChoiceField(label=_("Sort by"), choices=SortOrder.choices, required=False)

    RANGES = ("year", "runtime", "score", "votes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        genres = self.fields["genre"]
        genres.choices = list(Genre.objects.order_by("name").values_list("slug", "name"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        for name in self.RANGES:
            start, end = cleaned.get(f"{name}_from"), cleaned.get(f"{name}_to")
            if start is not None and end is not None and start > end:
                self.add_error(f"{name}_to", _("This is less than where the range begins."))
        return cleaned

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """{field: {value: its name}} of the fields with known values."""
        return {
            name: {str(value): str(label) for value, label in self.fields[name].choices}  # type: ignore[attr-defined]
            for name in ("type", "genre", "country", "language")
        }
