from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from films.partial_date import PartialDate
from reviews.models import ListEntry, TitleList, Viewing
from reviews.plain_text import clean_text, has_something_to_read


class WatchlistForm(forms.Form):
    """On the watchlist, or off it."""

    remove = forms.BooleanField(required=False)


class ViewingForm(forms.ModelForm):
    class Meta:
        model = Viewing
        fields = ["date", "is_rewatch", "note"]
        help_texts = {
            "date": _("As exactly as you know it: 2014, 2014-03 or 2014-03-19. Empty if you do not.")
        }

    def clean_date(self) -> PartialDate | None:
        date = self.cleaned_data["date"]
        try:
            return PartialDate.parse(date) if date else None
        except ValueError as error:
            raise ValidationError(
                _("Enter a date as 2014, 2014-03 or 2014-03-19."), code="invalid"
            ) from error

    def _get_validation_exclusions(self) -> set[str]:
        # Of a viewing that is there, so that one noted twice is told in words.
        keys = {"member", "title"} if self.instance.pk else set()
        return super()._get_validation_exclusions() - keys  # type: ignore[misc]  # the stubs lack it

    def clean_note(self) -> str:
        return clean_text(self.cleaned_data["note"]).strip()


class TitleListForm(forms.ModelForm):
    class Meta:
        model = TitleList
        fields = ["name", "description", "visibility"]
        widgets = {
            "description": forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
            "visibility": forms.RadioSelect,
        }

    def clean_name(self) -> str:
        name = " ".join(clean_text(self.cleaned_data["name"]).split())
        if not has_something_to_read(name):
            raise ValidationError(_("Give the list a name."), code="required")
        return name

    def clean_description(self) -> str:
        return clean_text(self.cleaned_data["description"]).strip()

    def _get_validation_exclusions(self) -> set[str]:
        # The member is set before validation, so that a name used twice is told beside the field.
        return super()._get_validation_exclusions() - {"member"}  # type: ignore[misc]  # the stubs lack it


class ListEntryForm(forms.ModelForm):
    """A note beside a title of a list."""

    class Meta:
        model = ListEntry
        fields = ["note"]

    def clean_note(self) -> str:
        return clean_text(self.cleaned_data["note"]).strip()


class MoveForm(forms.Form):
    """A new place on a list, 1 being the first."""

    position = forms.IntegerField(min_value=0, max_value=1_000_000)
