"""What goes with a suggestion, and what staff say to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from films.image_field import ImageUploadField
from films.models.suggestion import NOTE_LENGTH
from reviews.honeypot import HoneypotField
from reviews.report_forms import TextField


class ReasonForm(forms.Form):
    """Where it is known from, and why. To remove a row, the reason must be said."""

    source_url = forms.URLField(
        label=_("Source"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("The address of a page that shows it."),
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    note = TextField(
        label=_("Note"),
        required=False,
        max_length=NOTE_LENGTH,
        help_text=_(
            "Where you know it from, or why it should be changed. Once accepted, it is told in public with the source."
        ),
    )
    website = HoneypotField()

    def __init__(self, *args: Any, is_removal: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_removal:
            self.fields["note"].required = True
            self.fields["note"].error_messages["required"] = _("Say why it should be removed.")


class PictureForm(forms.Form):
    """Refuses in words what is no picture; what it lets through has been encoded anew."""

    file = ImageUploadField(
        label=_("Picture"),
        help_text=_("JPEG, PNG, WebP, AVIF or GIF. After an error, choose it again: browsers forget it."),
    )


class NewRecordForm(ReasonForm):
    """And whether it is none of those that the catalogue has."""

    is_new = forms.BooleanField(label=_("It is none of these"), required=False)


class DeclineForm(forms.Form):
    reason = TextField(label=_("Reason"), max_length=NOTE_LENGTH, help_text=_("The author reads it."))


class AcceptForm(forms.Form):
    """What staff looked at, and, for a new title, whether everybody sees it."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    is_published = forms.BooleanField(
        label=_("Publish it now"), required=False, help_text=_("Otherwise it is a draft that only staff see.")
    )
