import re

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_CHARACTERS = 200
LAST_PAGE = 10


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
