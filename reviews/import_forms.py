"""What a member says when they bring data: the file, which titles are meant, and that it be written."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from films.codes import language_choices
from films.models import Credit, CreditCategory, Title
from reviews.importers.opening import MOST_BYTES, too_large
from reviews.models import ImportRow


class UploadForm(forms.Form):
    """One file. What is in it is found out by a job; here only whether it can be taken at all."""

    file = forms.FileField(
        label=_("The file"),
        max_length=200,
        widget=forms.FileInput(
            attrs={
                "accept": ".csv,.zip,.tsv,.txt,text/csv,application/zip",
                "data-most-bytes": MOST_BYTES,
                "data-too-large": lazy(too_large, str)(),
            }
        ),
        help_text=_("A CSV, or the whole zip as you were given it. At most 20 MB."),
        error_messages={"empty": _("The file is empty."), "required": _("Choose a file.")},
    )
    hint = forms.ChoiceField(
        label=_("What is in it?"),
        choices=[
            ("", _("Find out")),
            ("ratings", _("Ratings")),
            ("watchlist", _("A watchlist")),
            ("list", _("A list")),
            ("watched", _("Films watched")),
            ("likes", _("Films liked")),
        ],
        required=False,
        help_text=_("Of a single CSV. Most say so in their name or their columns, and need no answer."),
    )

    # What comes after a file that is refused is not received; so nothing does.
    field_order = ("hint", "file")

    def clean_file(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["file"]
        if upload.size is None or upload.size > MOST_BYTES:
            raise ValidationError(too_large(), code="too_large")
        return upload


class ConfirmationForm(forms.Form):
    """What is to be done where the file and the site differ, and with texts that do not fit."""

    replaces = forms.ChoiceField(
        label=_("Where you have said something else here"),
        choices=[("", _("What I have here stays")), ("yes", _("What is in the file takes its place"))],
        required=False,
        widget=forms.RadioSelect,
    )
    keeps_drafts = forms.BooleanField(
        label=_("Keep reviews that are too short or too long as drafts, which I alone see"),
        required=False,
        initial=True,
    )
    language = forms.ChoiceField(label=_("Language of my reviews"), choices=language_choices)
    takes_profile = forms.BooleanField(
        label=_("Put the name, the text and the picture of the file in place of mine on my profile"),
        required=False,
        help_text=_("Others see them. Nothing of your profile is changed unless you say so here."),
    )

    def __init__(
        self, *args: Any, has_reviews: bool, has_differences: bool, has_profile: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not has_profile:
            del self.fields["takes_profile"]
        if not has_reviews:
            del self.fields["keeps_drafts"], self.fields["language"]
        if not has_differences:
            del self.fields["replaces"]


def _directors_of(title_ids: Iterable[int]) -> dict[int, list[str]]:
    """By title the names of its directors, in billing order."""
    found: dict[int, list[str]] = defaultdict(list)
    directors = Credit.objects.filter(category=CreditCategory.DIRECTOR, title__in=title_ids)
    for credit in directors.select_related("person").order_by("billing", "pk"):
        found[credit.title_id].append(credit.name)
    return found


def told_apart(title: Title, directors: list[str]) -> str:
    """A title with what tells it from its namesakes."""
    original = title.original_title if title.original_title != title.primary_title else ""
    told = [str(title), str(title.get_title_type_display()), original, " & ".join(directors)]
    return ", ".join(each for each in told if each)


class ChoicesForm(forms.Form):
    """For each title that may be one of several: which one. A field a clue, radios in it."""

    def __init__(self, *args: Any, rows: list[ImportRow], titles: dict[int, Title], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        directors = _directors_of(titles)
        for row in rows:
            label = f"{row.name} ({row.year})" if row.year else row.name
            found = [titles[pk] for pk in row.candidates if pk in titles]
            named = [(str(title.pk), told_apart(title, directors[title.pk])) for title in found]
            self.fields[row.clue] = forms.ChoiceField(
                label=label,
                choices=[*named, ("0", _("None of these")), ("", _("Decide later"))],
                required=False,
                initial="",
                widget=forms.RadioSelect,
            )

    @property
    def chosen(self) -> dict[str, int]:
        return {clue: int(value) for clue, value in self.cleaned_data.items() if value}
