"""One page of a title's section: the rows of its lists, in groups where the section has them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404

from .models import Title
from .sections import Listing, Section


@dataclass(frozen=True)
class Group:
    """Rows under one heading; `label` is what they have in common."""

    label: Any
    rows: list[Any]


def page_of(section: Section, counts: dict[str, int], number: str | None) -> Page:
    """The page of that number in a section, as long as its longest list; Http404 when there is none such.

    A page is a window by position: a title's rows are thousands at most, and an index keeps them in order.
    """
    longest = max(counts.get(each.name, 0) for each in section.lists)
    try:
        return Paginator(range(longest), section.page_length).page(number or 1)
    except InvalidPage as error:
        raise Http404 from error


def lists_on(page: Page, section: Section, title: Title) -> dict[str, list[Any]]:
    """The section's lists by name: rows, or groups of rows. One query a list, and one for what hangs on it."""
    start = (page.number - 1) * section.page_length
    return {
        each.name: _grouped(each.rows(title)[start : start + section.page_length], each, title)
        for each in section.lists
    }


def _grouped(rows: Any, listing: Listing, title: Title) -> list[Any]:
    if listing.label is None:
        return list(rows)
    groups: dict[Any, Group] = {}
    for row in rows:
        label = listing.label(row, title)
        groups.setdefault(label, Group(label, [])).rows.append(row)
    return list(groups.values())
