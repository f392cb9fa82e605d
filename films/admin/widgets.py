"""Form fields and widgets of the desk that stay small in a table of many rows."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from films.codes import (
    country_choices,
    currency_choices,
    language_choices,
    territory_choices,
    validate_country,
    validate_currency,
    validate_language,
    validate_territory,
)

_MOST_DIGITS = 18  # of a key that fits the database's largest integer

OptionGroup = tuple[str | None, list[dict[str, Any]], int | None]


class LoadedAutocompleteSelect(AutocompleteSelect):
    """Names the chosen row from `chosen` where it was loaded with its owner, instead of asking for each.

    Without JavaScript there is nothing to choose from: then the row's number is typed instead.
    """

    template_name = "admin/widgets/loaded_autocomplete.html"
    chosen: models.Model | None = None

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        """Named while nothing is chosen, too, for screen readers. HTML wants a required choice to begin with an
        empty one, which is none to be chosen here: the form says in words what is missing."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        attrs.pop("required", None)
        return attrs | {"data-placeholder": capfirst(self.field.verbose_name)}

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The choice of nothing has something to read too."""
        return super().create_option(name, value, label or "–", *args, **kwargs)

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> list[OptionGroup]:
        is_loaded = self.chosen is not None and [str(self.chosen.pk)] == [str(each) for each in value]
        if not is_loaded and any(value):
            # What was sent may be no key at all; asking the database for it would fail.
            keys = [str(each) for each in value if str(each).isdecimal() and len(str(each)) <= _MOST_DIGITS]
            return super().optgroups(name, keys, attrs)
        options: list[dict[str, Any]] = (
            [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        )
        if self.chosen is not None and is_loaded:
            label = str(self.chosen)
            options.append(self.create_option(name, self.chosen.pk, label, True, len(options)))
        return [(None, options, 0)]


class CodeList(NamedTuple):
    """A `<datalist>`: its id, and what there is to choose from, as (code, name)."""

    id: str
    choices: Callable[[], list[tuple[str, str]]]
    is_upper: bool = True


CODE_LISTS = {
    validate_country: CodeList("country-codes", country_choices),
    validate_territory: CodeList("territory-codes", territory_choices),
    validate_language: CodeList("language-codes", language_choices, is_upper=False),
    validate_currency: CodeList("currency-codes", currency_choices),
}


def code_list(field: models.Field) -> CodeList | None:
    """The list a field's codes come from, if it holds a code."""
    validators = getattr(field, "validators", ())
    return next((codes for validate, codes in CODE_LISTS.items() if validate in validators), None)


class CodeField(forms.CharField):
    """A short text with suggestions: two hundred options once on the page, not once in each row."""

    def __init__(self, *, codes: CodeList, **kwargs: Any) -> None:
        self.codes = codes
        attrs = {"list": codes.id, "size": 4, "autocomplete": "off"}
        super().__init__(**{**kwargs, "widget": forms.TextInput(attrs=attrs)})

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.upper() if self.codes.is_upper else text.lower()


class NamedForm(forms.ModelForm):
    """For what has its address made from its name, once: two names may not share one."""

    @cached_property
    def named(self) -> Any:
        return self._meta.model.named(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance._state.adding and "name" in self.cleaned_data:
            model = type(self.instance)
            other = model._default_manager.filter(slug=self.named.slug).first()
            if other is not None and str(other) != self.cleaned_data["name"]:
                self.add_error("name", _("This is too like “%(other)s”.") % {"other": other})
            self.instance.slug = self.named.slug
        return cleaned
