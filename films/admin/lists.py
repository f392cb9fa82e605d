"""Lists of millions of rows that open like short ones: words are looked up in the site's index, and what takes long
is given up, and said."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.contrib import messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from films.models import Person, Title
from films.search import at_most, matching_person_ids, matching_title_ids

SECONDS = 2.0
FOUND = 200
NEWEST = 2_000
"""Of drafts, and of the texts of a list: how many of the newest are looked through for words that no index knows."""


class BoundedChangeList(ChangeList):
    """Shows nothing, with words, where a filter or an order would have to look at too many rows."""

    def get_results(self, request: HttpRequest) -> None:
        if not request.GET:
            return super().get_results(request)
        is_done = False
        with at_most(SECONDS):
            super().get_results(request)
            len(self.result_list)  # asks the database here
            is_done = True
        if not is_done:
            self.queryset = self.queryset.none()
            super().get_results(request)
            messages.warning(
                request, _("Too many rows to look through. Search for more words, or filter less.")
            )
        return None


def titles_called(words: str) -> QuerySet[Title]:
    """Titles that the site's search finds, and of the newest drafts, which it does not know, those with the words."""
    words = words.replace("\0", "")
    drafts = Title.objects.filter(is_published=False).order_by("-pk").values("pk")[:NEWEST]
    named = Q(primary_title__icontains=words) | Q(original_title__icontains=words)
    return Title.objects.filter(Q(pk__in=matching_title_ids(words, FOUND)) | Q(named, pk__in=drafts))


def people_called(words: str) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=matching_person_ids(words, FOUND))


def rows_with(words: str, rows: QuerySet, fields: Iterable[str]) -> QuerySet:
    """Rows of a section of titles, found by a title, a person, a code, or words in one of the newest."""
    return rows.filter(reduce(or_, (_in_field(words, rows, name) for name in fields), Q(pk=None)))


def _in_field(words: str, rows: QuerySet, name: str) -> Q:
    match name.split("__"):
        case ["title", _]:
            return Q(title__in=titles_called(words).values("pk"))
        case ["person", _]:
            return Q(person__in=people_called(words).values("pk"))
        case [code, "iexact"]:
            return Q(**{f"{code}__in": [words.upper(), words.lower()]})
    if name.startswith("="):
        return Q(**{name[1:]: words})
    newest = rows.model._default_manager.order_by("-pk").values("pk")[:NEWEST]
    found = rows.model._default_manager.filter(pk__in=newest, **{f"{name}__icontains": words})
    return Q(pk__in=found.values("pk"))
