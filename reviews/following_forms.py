from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from films.codes import country_choices
from films.title_search_form import TitleSearchForm
from films.title_search_page import criteria_of
from reviews.models import Newsletter, SavedSearch
from reviews.plain_text import clean_text, has_something_to_read


class FollowForm(forms.Form):
    """Following, or no longer."""

    remove = forms.BooleanField(required=False)


class SavedSearchForm(forms.ModelForm):
    """A name for a search that was just made."""

    class Meta:
        model = SavedSearch
        fields = ["name", "criteria", "is_in_digest"]
        widgets = {"criteria": forms.HiddenInput}

    def clean_name(self) -> str:
        name = " ".join(clean_text(self.cleaned_data["name"]).split())
        if not has_something_to_read(name):
            raise ValidationError(_("Give the search a name."), code="required")
        return name

    def clean_criteria(self) -> str:
        """As the search page writes them; what it cannot read is not kept."""
        asked = TitleSearchForm(QueryDict(self.cleaned_data["criteria"]))
        criteria = criteria_of(asked) if asked.is_valid() else ""
        if not criteria:
            raise ValidationError(_("This search asks for nothing that can be looked for."), code="invalid")
        return criteria

    def _get_validation_exclusions(self) -> set[str]:
        # The member is set before validation, so that a name used twice is told beside the field.
        return super()._get_validation_exclusions() - {"member"}  # type: ignore[misc]  # the stubs lack it


class NewsletterForm(forms.ModelForm):
    """Whose releases a member is told of."""

    country = forms.ChoiceField(
        choices=country_choices, help_text=Newsletter._meta.get_field("country").help_text
    )

    class Meta:
        model = Newsletter
        fields = ["country"]
