"""Keeping searches, and finding what has come into the catalogue that they look for."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from films.models import Title
from films.title_search import shortlist, titles_of
from films.title_search_form import TitleSearchForm
from reviews.models import SavedSearch
from reviews.models.newsletter import newsletter_of
from reviews.models.saved_search import MOST_SEARCHES

TOLD_AT_MOST = 20


def save_search(search: SavedSearch) -> None:
    """A new one, checked by its form. ValidationError past 20 of a member's."""
    with transaction.atomic():
        newsletter_of(search.member)
        # Locked, so that two requests at once cannot both be the twentieth.
        User.objects.select_for_update(no_key=True).get(pk=search.member_id)
        if SavedSearch.objects.of_member(search.member).count() >= MOST_SEARCHES:
            raise ValidationError(
                _("You have %(most)d searches, which is as many as can be kept. Delete one first.")
                % {"most": MOST_SEARCHES},
                code="too_many",
            )
        search.told_title_id = latest_title_id()
        search.save()


def latest_title_id() -> int:
    return Title.objects.aggregate(latest=Max("pk"))["latest"] or 0


def new_matches(search: SavedSearch, latest: int) -> list[Title]:
    """Titles that meet the criteria, after the last that was told and up to `latest`, the most popular first."""
    form = TitleSearchForm(QueryDict(search.criteria))
    if not form.is_valid():  # a genre that is gone, say
        return []
    added = Title.objects.visible().filter(pk__gt=search.told_title_id, pk__lte=latest)
    found = shortlist(form.cleaned_data, among=added)
    return titles_of([row.id for row in found.titles[:TOLD_AT_MOST]])
