"""A suggestion side by side: what the row held when it was proposed, what is proposed, and what it holds now."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from .contribution_forms import form_class
from .lookups import LookupField
from .models import Suggestion, SuggestionVerb
from .suggesting import current_values, kind_of


@dataclass(frozen=True)
class Line:
    """One field in words. `is_proposed`: the member changes it; `is_moved`: somebody else did meanwhile."""

    label: str
    before: str
    proposed: str
    now: str
    is_proposed: bool
    is_moved: bool


def compare(suggestion: Suggestion, row: Any) -> list[Line]:
    """Field by field, those that say something; a query for each record that is named."""
    kind = kind_of(suggestion)
    if kind is None:
        return []
    fields = form_class(kind)(record=suggestion.record, instance=row).fields
    before, now, proposed = suggestion.before, current_values(suggestion, row), suggestion.values
    is_removal = suggestion.verb == SuggestionVerb.REMOVE
    lines = []
    for name, field in fields.items():
        was, is_, shall = before.get(name), now.get(name), None if is_removal else proposed.get(name)
        if not any(value not in (None, "", False) for value in (was, is_, shall)):
            continue
        words = {
            key: in_words(field, value) for key, value in (("before", was), ("proposed", shall), ("now", is_))
        }
        lines.append(Line(str(field.label), **words, is_proposed=shall != was, is_moved=is_ != was))
    return lines


def in_words(field: forms.Field, value: Any) -> str:
    """A kept value as a reader sees it; empty for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, LookupField):
        return field.in_words(value)
    if isinstance(value, list):
        return "\n".join(map(str, value))
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.filter(pk=value).first() or value) if field.queryset is not None else ""
    if isinstance(field, forms.ChoiceField):
        return str(dict(_flat(field.choices)).get(value, value))
    return str(field.prepare_value(value))


def _flat(choices: Any) -> Any:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label
