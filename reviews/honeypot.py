"""A field that people do not see and programs fill in. No riddle to solve, and nobody else is asked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class HoneypotField(forms.CharField):
    """Must stay empty. A person whose browser filled it in is told so; `_honeypot.html` shows it then."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "tabindex": "-1"}
        super().__init__(
            label=_("Leave this empty"), required=False, widget=forms.TextInput(attrs=attrs), **kwargs
        )

    def clean(self, value: Any) -> str:
        if value:
            raise ValidationError(_("This field must stay empty. Empty it and send the form again."))
        return ""
