"""A genre or a country given to many titles at once, or taken from them; the list's page makes one revision of it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from films.admin.bulk import MOST_AT_ONCE
from films.codes import country_choices
from films.history import describe
from films.locking import may_change
from films.models import CountryOfOrigin, Genre, Title, TitleGenre


def _countries() -> list[tuple[str, Any]]:
    return [("", "---------"), *country_choices()]


class GenresAndCountriesForm(forms.Form):
    add_genre = forms.ModelChoiceField(Genre.objects.order_by("name"), label=_("Add a genre"), required=False)
    remove_genre = forms.ModelChoiceField(
        Genre.objects.order_by("name"), label=_("Remove a genre"), required=False
    )
    add_country = forms.ChoiceField(choices=_countries, label=_("Add a country of origin"), required=False)
    remove_country = forms.ChoiceField(
        choices=_countries, label=_("Remove a country of origin"), required=False
    )
    note = forms.CharField(label=_("Why"), max_length=500, help_text=_("Told on each page’s public history."))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        if not any(value for name, value in cleaned.items() if name != "note"):
            raise ValidationError(_("Choose what to add or to remove."))
        return cleaned


@admin.action(description=_("Genres and countries …"), permissions=["change"])
def genres_and_countries(desk: Any, request: HttpRequest, titles: QuerySet[Title]) -> HttpResponseBase | None:
    chosen = list(titles[: MOST_AT_ONCE + 1])
    open_ones = [title for title in chosen[:MOST_AT_ONCE] if may_change(request.user, title)]
    form = GenresAndCountriesForm(request.POST if "apply" in request.POST else None)
    if form.is_valid():
        describe(form.cleaned_data["note"], "")
        done = len(apply_to(open_ones, form.cleaned_data))
        words = ngettext("%(count)d title was changed.", "%(count)d titles were changed.", done)
        desk.message_user(request, words % {"count": done}, messages.SUCCESS)
        return None
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Genres and countries of many titles"),
        "opts": desk.opts,
        "titles": open_ones,
        "left": len(chosen) - len(open_ones),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "admin/films/genres_and_countries.html", context, status=status)


def apply_to(titles: list[Title], wanted: dict[str, Any]) -> set[int]:
    """The keys of the titles of which something changed."""
    changed: set[int] = set()
    if wanted["add_genre"]:
        changed |= _add(titles, TitleGenre, genre=wanted["add_genre"])
    if wanted["add_country"]:
        changed |= _add(titles, CountryOfOrigin, country=wanted["add_country"])
    if wanted["remove_genre"]:
        changed |= _remove(titles, TitleGenre, genre=wanted["remove_genre"])
    if wanted["remove_country"]:
        changed |= _remove(titles, CountryOfOrigin, country=wanted["remove_country"])
    return changed


def _add(titles: list[Title], model: Any, **values: Any) -> set[int]:
    have = set(model.objects.filter(title__in=titles, **values).values_list("title", flat=True))
    lacking = [title for title in titles if title.pk not in have]
    for title in lacking:
        model(title=title, position=LAST, **values).save()
    return {title.pk for title in lacking}


def _remove(titles: list[Title], model: Any, **values: Any) -> set[int]:
    rows = list(model.objects.filter(title__in=titles, **values))
    for row in rows:
        row.delete()
    return {row.title_id for row in rows}


LAST = 99  # behind those that a curator has put in order
