"""What a curator says when merging: which two records, which values stay, and why."""

import re
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from films.merging.comparing import KEPT, LOST, compared_fields
from films.merging.relations import MODELS
from films.models import MergedRecord, RecordKind
from films.models.merge import NOTE_LENGTH

_NUMBER = re.compile(r"(?:^|/(?:title|name|company|person)/)([0-9]{1,15})(?:/|$)")
_FIELD = "field-"


class RecordField(forms.CharField):
    """A record's number, or its address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"max_length": 500, "widget": forms.TextInput(attrs={"class": "vTextField"}), **kwargs}
        )

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        text = super().to_python(value)
        if not text:
            return None
        found = _NUMBER.search(text)
        if found is None:
            raise forms.ValidationError(_("Enter a number, or the address of a page here."))
        return int(found.group(1))

    def run_validators(self, value: Any) -> None:
        """The text was checked before it became a number."""


class PairForm(forms.Form):
    """Two records of one kind: the first is to stay."""

    kind = forms.ChoiceField(label=_("What"), choices=RecordKind.choices)
    kept = RecordField(
        label=_("The record that stays"), help_text=_("Its number or the address of its page.")
    )
    lost = RecordField(label=_("The record that goes into it"))

    records: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.records = {}
        for name in ("kept", "lost"):
            if "kind" in cleaned and cleaned.get(name) is not None:
                self.records[name] = self._record(name, cleaned["kind"], cleaned[name])
        if len(self.records) == 2 and self.records["kept"] == self.records["lost"] is not None:
            self.add_error("lost", _("Choose two different records."))
        return cleaned

    def _record(self, name: str, kind: str, key: int) -> Any:
        record = MODELS[kind].objects.filter(pk=key).first()
        if record is None:
            now = MergedRecord.objects.now(kind, key)
            gone = _("It was merged into number %(now)s.") % {"now": now}
            self.add_error(name, gone if now else _("There is no such record."))
        return record


class ReasonForm(forms.Form):
    note = forms.CharField(
        label=_("Why are they the same?"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("Told in the public history."),
    )


def choices_in(data: Any, kind: str) -> dict[str, str]:
    """{field: kept or lost} of what was chosen; anything else that is sent says nothing."""
    names = [*(field.name for field in compared_fields(MODELS[kind])), "synopsis"]
    chosen = {name: data.get(f"{_FIELD}{name}") for name in names}
    return {name: choice for name, choice in chosen.items() if choice in (KEPT, LOST)}


def hidden_choices(choices: dict[str, str]) -> list[tuple[str, str]]:
    return [(f"{_FIELD}{name}", choice) for name, choice in choices.items()]


def merge_url(model: type[models.Model], object_id: str | None, request: HttpRequest) -> str:
    """Where to choose what a record is to be merged with; empty where there is nothing to merge."""
    kind = model._meta.model_name
    if object_id is None or kind not in RecordKind.values or not request.user.has_perm("films.merge_records"):
        return ""
    return f"{reverse('admin:films_merge_choose')}?{urlencode({'kind': kind, 'kept': object_id})}"
