from typing import Any

from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from films.codes import language_choices, language_name, validate_language
from limits.spending import Refused
from reviews.honeypot import HoneypotField
from reviews.markup import render
from reviews.models import STARS, CommunityRules, Review
from reviews.orders import ReviewOrder
from reviews.plain_text import clean_text, has_something_to_read
from reviews.publishing import ReviewText

HEADLINE_LENGTH = 120
# What the filter offers without asking the database which languages a title is reviewed in.
_COMMON = (
    "ar bn bg ca cs da de el en es et eu fa fi fr ga gl he hi hr hu id is it ja km ko lt lv ms nl no pl pt ro"
    " ru sk sl sr sv sw ta te th tl tr uk ur vi zh"
)
COMMON_LANGUAGES = frozenset(_COMMON.split())


class RatingForm(forms.Form):
    """Stars, or taking them back."""

    value = forms.TypedChoiceField(
        choices=[(value, value) for value in STARS],
        coerce=int,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": _("Choose from 1 to 10 stars.")},
    )
    remove = forms.BooleanField(required=False)

    def clean(self) -> None:
        data = self.cleaned_data
        if "value" in data and data["value"] is None and not data["remove"]:
            self.add_error("value", _("Choose from 1 to 10 stars."))


class VoteForm(forms.Form):
    """Yes, no, or neither any more."""

    vote = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No")), ("none", _("Remove"))])


class ReviewForm(forms.Form):
    """What an author writes. A draft may be as short as it likes; a published review follows the rules."""

    use_required_attribute = False  # a draft and a preview may lack anything

    headline = forms.CharField(
        label=_("Headline"),
        max_length=HEADLINE_LENGTH,
        error_messages={"required": _("Give your review a headline.")},
    )
    body = forms.CharField(
        label=_("Your review"),
        widget=forms.Textarea(attrs={"rows": 16}),
        error_messages={"required": _("Write something about the title.")},
    )
    stars = forms.TypedChoiceField(
        label=_("Your rating"),
        choices=[("", _("none")), *((value, value) for value in STARS)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "star-choice"}),
    )
    contains_spoilers = forms.BooleanField(label=_("It gives the story away"), required=False)
    language = forms.ChoiceField(label=_("Language of the text"), choices=language_choices)
    website = HoneypotField()

    refusal: Refused | None = None
    """Why it was not taken although it is right: too often."""

    def __init__(self, *args: Any, rules: CommunityRules, is_draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules, self.is_draft = rules, is_draft
        for field in ("headline", "body"):
            self.fields[field].required = not is_draft
        self.fields["body"].help_text = _(
            "From %(floor)s to %(ceiling)s characters. *emphasis*, **strong**, lines that begin with “- ” for"
            " a list, [text](https://…) for a link, >!spoiler!< for what is shown on demand."
        ) % {"floor": intcomma(rules.review_floor), "ceiling": intcomma(rules.review_ceiling)}
        self.fields["body"].widget.attrs |= {
            "data-floor": rules.review_floor,
            "data-ceiling": rules.review_ceiling,
            "dir": "auto",
        }
        self.fields["headline"].widget.attrs["dir"] = "auto"

    @staticmethod
    def initial_for(review: Review) -> dict[str, Any]:
        return {
            "headline": review.headline,
            "body": review.body,
            "stars": review.stars or "",
            "contains_spoilers": review.contains_spoilers,
            "language": review.language,
        }

    def refuse(self, refusal: Refused) -> None:
        """Say above the form that this was too often."""
        self.refusal = refusal
        self.add_error(None, refusal.message)

    def clean_headline(self) -> str:
        headline = " ".join(clean_text(self.cleaned_data["headline"]).split())
        if not self.is_draft and not has_something_to_read(headline):
            raise ValidationError(_("Give your review a headline."), code="required")
        return headline

    def clean_body(self) -> str:
        body = clean_text(self.cleaned_data["body"]).strip()
        length, floor, ceiling = len(body), self.rules.review_floor, self.rules.review_ceiling
        if length > ceiling:
            raise ValidationError(
                ngettext_lazy(
                    "This is %(over)s character longer than the %(ceiling)s a review may have.",
                    "This is %(over)s characters longer than the %(ceiling)s a review may have.",
                    "over",
                ),
                code="max_length",
                params={"over": length - ceiling, "ceiling": intcomma(ceiling)},
            )
        if self.is_draft:
            return body
        if not has_something_to_read(body):
            raise ValidationError(_("Write something about the title."), code="required")
        if length < floor:
            raise ValidationError(
                ngettext_lazy(
                    "A review has at least %(floor)s characters; this one is %(missing)s short.",
                    "A review has at least %(floor)s characters; this one is %(missing)s short.",
                    "missing",
                ),
                code="min_length",
                params={"floor": floor, "missing": floor - length},
            )
        return body

    @property
    def text(self) -> ReviewText:
        return ReviewText(**{field: self.cleaned_data[field] for field in ReviewText.__dataclass_fields__})

    def preview(self) -> Review | None:
        """An unsaved review with what was typed, as far as it can be shown."""
        self.is_valid()
        typed = {field: self.cleaned_data.get(field) for field in ("headline", "body", "stars")}
        body = typed["body"] or clean_text(self.data.get("body", ""))[: self.rules.review_ceiling]
        return Review(
            headline=typed["headline"] or self.data.get("headline", ""),
            body=body,
            body_html=render(body),
            stars=typed["stars"],
            contains_spoilers=bool(self.cleaned_data.get("contains_spoilers")),
            language=self.cleaned_data.get("language") or "en",
        )


class ReviewFilterForm(forms.Form):
    """How a reader wants a title's reviews: their order, and which of them."""

    sort = forms.ChoiceField(label=_("Sort by"), choices=ReviewOrder.choices, required=False)
    stars = forms.TypedChoiceField(
        label=_("Stars"),
        choices=[("", _("all")), *((value, value) for value in STARS)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    language = forms.CharField(
        label=_("Language"), required=False, validators=[validate_language], widget=forms.Select
    )
    hide_spoilers = forms.BooleanField(label=_("Hide spoilers"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = {*COMMON_LANGUAGES, self["language"].value() or "en"}
        names = sorted((language_name(code), code) for code in codes)
        self.fields["language"].widget.choices = [("", _("all")), *((code, name) for name, code in names)]

    @property
    def order(self) -> ReviewOrder:
        return ReviewOrder(self.cleaned_data.get("sort") or ReviewOrder.HELPFULNESS)

    @property
    def narrowing(self) -> dict[str, Any]:
        """What `ReviewQuerySet.narrowed` takes."""
        fields = ("stars", "language", "hide_spoilers")
        return {field: self.cleaned_data[field] for field in fields if self.cleaned_data.get(field)}

    @property
    def chosen(self) -> dict[str, Any]:
        """What the address of another page has to say again."""
        chosen = {"sort": self.cleaned_data.get("sort"), **self.narrowing}
        return {name: "on" if value is True else value for name, value in chosen.items() if value}
