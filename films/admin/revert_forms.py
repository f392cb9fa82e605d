from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class RevertForm(forms.Form):
    note = forms.CharField(label=_("Why"), max_length=500, help_text=_("Told on the page’s public history."))
    skip_conflicts = forms.BooleanField(
        label=_("Leave rows as they are that others have changed since"), required=False
    )


class UndoForm(forms.Form):
    note = forms.CharField(
        label=_("Why"), max_length=500, required=False, help_text=_("Told on each page’s public history.")
    )


class RevertMemberForm(forms.Form):
    """Asked for first by GET, to be shown what it is about, then sent."""

    member = forms.CharField(label=_("Username"), max_length=150)
    since = forms.DateTimeField(
        label=_("Since"), help_text=_("The day, or the day and time, as 2026-11-25 14:30.")
    )
    note = forms.CharField(
        label=_("Why"), max_length=500, required=False, help_text=_("Told on each page’s public history.")
    )

    def clean_member(self) -> Any:
        members = get_user_model()._default_manager.filter(username__iexact=self.cleaned_data["member"])
        member = members.first()
        if member is None:
            raise ValidationError(_("Nobody is called so."))
        return member
