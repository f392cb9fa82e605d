import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from films.codes import country_choices

MOST_CHARACTERS = 200
LAST_PAGE = 10
PARAGRAPHS = ("plot_outline", "awards_summary")
"""Fields of a title that are one paragraph."""


class SearchForm(forms.Form):
    """What the search box sends. Nothing that can be typed there is an error: what cannot be read is left out."""

    q = forms.CharField(label=_("Search films and people"), required=False)

    @property
    def text(self) -> str:
        """The printable start of what was typed."""
        typed = str(self.data.get("q") or "")[: 4 * MOST_CHARACTERS]
        printable = "".join(sign if sign.isprintable() else " " for sign in typed)
        return " ".join(printable.split())[:MOST_CHARACTERS]

    @property
    def page_number(self) -> int:
        """1–10: further than that nobody reads, and the advanced search finds better."""
        number = str(self.data.get("page") or "")
        return min(max(int(number), 1), LAST_PAGE) if re.fullmatch("[0-9]{1,3}", number) else 1


class OneParagraphField(forms.CharField):
    """A text longer than a line but of one paragraph: line ends in it become spaces."""

    widget: Any = forms.Textarea(attrs={"rows": 3, "dir": "auto"})

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value) or "").split())


class CountryForm(forms.Form):
    """Chooses a country; until one is chosen, the site's own."""

    country = forms.ChoiceField(label=_("Country"), choices=country_choices)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data if "country" in data else {"country": settings.HOME_COUNTRY})

    @property
    def code(self) -> str:
        return self.cleaned_data["country"] if self.is_valid() else settings.HOME_COUNTRY

    def path_of(self, path: str) -> str:
        """The one address of the list of this country, however it was asked for."""
        return path if self.code == settings.HOME_COUNTRY else f"{path}?country={self.code}"
