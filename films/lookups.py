"""A form field for one person, title, company … among very many: typed as a name or a number, chosen when in doubt.

Without script the matches are listed below the field when the form comes back; with it they are proposed while
one types (static/js/lookup.js).
"""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import AwardEvent, Company, Keyword, Person, Title
from .search import matching_person_ids, matching_title_ids

MOST_MATCHES = 8
NEW = "+"
"""Stands before the name of a company or a keyword that the catalogue does not have yet."""

_NUMBERED = re.compile(
    r"(?:.*#)?([0-9]{1,18})|(?:https?://[^/]+)?/(?:title|name|company)/([0-9]{1,18})/.*", re.DOTALL
)
_SUGGESTED = {Person: "person", Title: "title"}
_CREATABLE = (Company, Keyword)


class LookupInput(forms.TextInput):
    """A text field and, once they are known, the records it may mean as radio buttons."""

    template_name = "films/widgets/lookup.html"
    matches: tuple[tuple[str, str], ...] = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        typed, chosen = data.get(name), data.get(f"{name}-choice")
        if chosen == NEW:
            return f"{NEW}{typed or ''}"
        return f"#{chosen}" if chosen else typed

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "matches": self.matches}


class LookupField(forms.CharField):
    """Its clean value is a record, or an unsaved one where the model allows new ones and the member said so."""

    widget: Any = LookupInput

    def __init__(self, *, model: Any, **kwargs: Any) -> None:
        self.model, self.is_creatable = model, model in _CREATABLE
        self.held: int | None = None  # what the row names already: it may stay, whatever became of it
        kwargs.setdefault("help_text", gettext_lazy("A name, or the number in the address of its page."))
        super().__init__(**{**kwargs, "max_length": 300})
        self.widget.attrs |= {"autocomplete": "off"}
        if model in _SUGGESTED:
            self.widget.attrs["data-lookup"] = _SUGGESTED[model]

    def prepare_value(self, value: Any) -> Any:
        """ "Rithy Panh #12" for a key, as it can be sent back."""
        number = _number(value)
        if number is None:
            return value
        row = self._known().filter(pk=number).first()
        if row is None:
            return self.unnamed(number) if number == self.held else value
        return f"{row} #{number}"

    def in_words(self, value: Any) -> str:
        """What is kept, for those who compare it."""
        number = _number(value)
        if number is None:
            return str(value)
        row = self._known().filter(pk=number).first()
        return self.unnamed(number) if row is None else f"{row} #{number}"

    def unnamed(self, number: int) -> str:
        """In the place of the name of a draft, or of a record that is gone."""
        return _("not on the site: #%(number)d") % {"number": number}

    def _known(self) -> QuerySet:
        """Without drafts, whose names members do not learn by trying numbers."""
        rows = self.model._default_manager.all()
        return rows.visible() if self.model is Title else rows

    def clean(self, value: Any) -> Model | None:
        text = str(super().clean(value) or "")
        if not text:
            return None
        if self.is_creatable and text.startswith(NEW):
            return self._new(text[1:].strip())
        number = _number(text)
        if number is not None:
            return self._numbered(number)
        return self._named(text)

    def _numbered(self, number: int) -> Model:
        rows = self.model._default_manager.all() if number == self.held else self._known()
        row = rows.filter(pk=number).first()
        if row is None:
            raise ValidationError(_("There is no such record. Type a name instead."))
        return row

    def _named(self, text: str) -> Model:
        found = list(_matches(self.model, text))
        exact = [row for row in found if _name(row).casefold() == text.casefold()]
        if len(exact) == 1:
            return exact[0]
        self.widget.matches = tuple((str(row.pk), _described(row)) for row in found)
        if self.is_creatable:
            self.widget.matches += ((NEW, str(_("None of them: “%(name)s” is new.") % {"name": text})),)
        if not self.widget.matches:
            raise ValidationError(_("Nothing by this name is in the catalogue."))
        raise ValidationError(_("Choose which one you mean."))

    def _new(self, name: str) -> Model:
        row = self.model.named(name) if hasattr(self.model, "named") else self.model(name=name)
        row.full_clean(validate_unique=False, validate_constraints=bool(name))
        known = self.model._default_manager.filter(name=name).first()
        return known or row


def _number(value: Any) -> int | None:
    match = _NUMBERED.fullmatch(str(value or "").strip())
    return int(match[1] or match[2]) if match else None


def _matches(model: Any, text: str) -> QuerySet:
    rows = model._default_manager.all()
    if model is Person:
        return rows.filter(pk__in=matching_person_ids(text, MOST_MATCHES))
    if model is Title:
        return rows.visible().filter(pk__in=matching_title_ids(text, MOST_MATCHES))
    exact = rows.filter(name=text)
    return exact if exact.exists() else rows.filter(name__istartswith=text).order_by("name")[:MOST_MATCHES]


def _name(row: Any) -> str:
    names = ("primary_name", "primary_title", "name")
    return str(next(getattr(row, name) for name in names if hasattr(row, name)))


def _described(row: Any) -> str:
    """With what tells it from its namesakes."""
    more = str(row.birth_date or "") if isinstance(row, Person) else ""
    return " · ".join(filter(None, (str(row), more, f"#{row.pk}")))


LOOKED_UP = (Person, Title, Company, Keyword, AwardEvent)
