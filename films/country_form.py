from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from films.codes import country_choices


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
