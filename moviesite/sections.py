"""The sub-pages of a title, those of the catalogue and those of the community: their addresses and links."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import register_converter, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from films import sections as catalogue
from films.contributions import contributions_in
from films.gathering import count_each
from films.models import Title
from films.section_page import lists_on, page_of
from films.sections import Listing, Section, listed_rows
from reviews.models import AggregateRating, CriticReview

CRITIC_REVIEWS = Section(
    "critic_reviews",
    "critic-reviews",
    _("Critic reviews"),
    (Listing("critic_reviews", lambda title: CriticReview.objects.for_title(title).newest_first()),),
    folder="reviews/sections",
)
SECTIONS = (*catalogue.SECTIONS, CRITIC_REVIEWS)
BY_WORD = {section.word: section for section in SECTIONS}

# Lists that the title page shows under a heading of their own: (section, anchor on its page).
PARTS = {
    "akas": ("release_info", "akas"),
    "plot_summaries": ("plot", "summaries"),
    "synopsis": ("plot", "synopsis"),
}


# What members have to say has views of its own: (name, heading, name of the address, how much there is).
MEMBERS_PAGES: tuple[tuple[str, Promise, str, Callable[[AggregateRating], int]], ...] = (
    ("reviews", _("User reviews"), "reviews:of-title", lambda aggregate: aggregate.review_count),
    ("ratings", _("Ratings"), "reviews:ratings", lambda aggregate: aggregate.vote_count),
)


# What the title page asks for where it is missing.
ADDED_BY_NAME = (
    "synopsis",
    "faq",
    "plot-summary",
    "credit",
    "image",
    "box-office",
    "company-credit",
    "spec",
)


class SectionConverter:
    """The word of a section in an address; any other word is no address of a sub-page."""

    regex = "|".join(BY_WORD)

    def to_python(self, word: str) -> Section:
        return BY_WORD[word]

    def to_url(self, section: Section) -> str:
        return section.word


register_converter(SectionConverter, "section")


@dataclass(frozen=True)
class SectionLink:
    """An entry of the index of a title's sub-pages; `count` is how much is there."""

    name: str
    heading: str
    url: str
    count: int


def section_url(title: Title, section: Section) -> str:
    return reverse("title-section", args=[title.pk, title.slug, section])


def section_counts(title: Title) -> dict[str, int]:
    """How long every list of every section is, in one query."""
    return count_each(_listed_rows, title)


def _listed_rows(title: Title) -> dict[str, QuerySet]:
    critic_reviews = {each.name: each.rows(title) for each in CRITIC_REVIEWS.lists}
    return listed_rows(title) | critic_reviews


def section_links(
    title: Title, counts: dict[str, int], aggregate: AggregateRating | None
) -> list[SectionLink]:
    """The sub-pages that this title has something for, in their order, the members' at the end."""
    of_catalogue = [
        SectionLink(each.name, str(each.heading), section_url(title, each), each.count(counts))
        for each in SECTIONS
    ]
    of_members = [
        SectionLink(name, str(heading), reverse(address, args=[title.pk, title.slug]), count(aggregate))
        for name, heading, address, count in MEMBERS_PAGES
        if aggregate
    ]
    return [link for link in (*of_catalogue, *of_members) if link.count]


def more_links(title: Title, counts: dict[str, int]) -> dict[str, str]:
    """Where the title page's "See more" lead, by name; what has nothing more to see has no link."""
    urls = {each.name: section_url(title, each) for each in SECTIONS if each.count(counts)}
    parts = {
        name: f"{urls[section]}#{anchor}"
        for name, (section, anchor) in PARTS.items()
        if counts.get(name) and section in urls
    }
    return urls | parts | {"reference": reverse("title-reference", args=[title.pk, title.slug])}


def add_links(title: Title) -> dict[str, str]:
    """Where a member adds to this title: to all of it, and by their words to what has a place on its page."""
    rows = {
        word.replace("-", "_"): reverse("reviews:contribute-rows", args=["title", title.pk, word])
        for word in ADDED_BY_NAME
    }
    return rows | {"page": reverse("reviews:contribute", args=["title", title.pk])}


def section_add_links(title: Title, section: Section) -> list[tuple[str, str]]:
    """(name of the rows, where a member adds one or corrects them) for each kind that the section shows."""
    return [
        (kind.plural, reverse("reviews:contribute-rows", args=["title", title.pk, kind.word]))
        for kind in contributions_in(section.name)
    ]


def first_pages(title: Title, counts: dict[str, int]) -> list[tuple[Section, dict[str, list[Any]], str]]:
    """(section, its lists, where the rest of it is, else empty) of each that has something: all of it on one page."""
    shown = []
    for section in SECTIONS:
        if section.count(counts):
            page = page_of(section, counts, None)
            rest_url = section_url(title, section) if page.has_next() else ""
            shown.append((section, lists_on(page, section, title), rest_url))
    return shown
