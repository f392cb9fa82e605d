from django import forms

from films.codes import country_choices
from reviews.models import Newsletter


class FollowForm(forms.Form):
    """Following, or no longer."""

    remove = forms.BooleanField(required=False)


class NewsletterForm(forms.ModelForm):
    """Whose releases a member is told of."""

    country = forms.ChoiceField(
        choices=country_choices, help_text=Newsletter._meta.get_field("country").help_text
    )

    class Meta:
        model = Newsletter
        fields = ["country"]
