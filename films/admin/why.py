"""Why something is changed, and where from that is known: asked below every form of the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class WhyFields(forms.Form):
    revision_note = forms.CharField(
        label=_("Why"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("Told on the page’s public history. A spelling mistake needs no reason."),
    )
    revision_source = forms.URLField(
        label=_("Source"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vTextField"}),
        help_text=_("The address where it can be checked."),
    )


def asking_why(form_class: Any) -> Any:
    """The form with these two fields, which are no part of the record."""

    class ReasonedForm(form_class, WhyFields):
        @property
        def changed_data(self) -> list[str]:
            return [name for name in super().changed_data if name not in WhyFields.base_fields]

        @property
        def why_fields(self) -> list[Any]:
            return [self[name] for name in WhyFields.base_fields]

    return ReasonedForm


def reason_in(form: Any) -> tuple[str, str]:
    """The note and the source of a form that was found valid."""
    return form.cleaned_data.get("revision_note", ""), form.cleaned_data.get("revision_source", "")
