"""A title's sub-pages, each at its own address, and what leads to them."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.template.loader import get_template
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from films import models
from films.models import Title
from moviesite.sections import SECTIONS, SectionLink, more_links, section_counts, section_links
from reviews.models import AggregateRating, CriticReview
from tests.factories import make_company, make_credit, make_person, make_title

pytestmark = pytest.mark.django_db

Make = Callable[[Title, int], Any]


def make_quote(title: Title, number: int) -> None:
    quote = models.Quote.objects.create(title=title, position=number)
    models.QuoteLine.objects.create(quote=quote, speaker="Narrator", text=f"Line {number}")


def make_soundtrack(title: Title, number: int) -> None:
    soundtrack = models.Soundtrack.objects.create(title=title, work=f"Song {number}", position=number)
    models.SoundtrackLine.objects.create(soundtrack=soundtrack, text="Written by Marc Marder")


def make_nomination(title: Title, number: int) -> None:
    event = models.AwardEvent.named(f"Festival {title.pk} {number}")
    event.save()
    nomination = models.Nomination.objects.create(
        title=title, event=event, year=2013, award="Prize", outcome=models.Outcome.WON
    )
    models.NominationRecipient.objects.create(nomination=nomination, person=make_person())


def make_keyword(title: Title, number: int) -> None:
    keyword = models.Keyword.named(f"keyword {title.pk} {number}")
    keyword.save()
    models.TitleKeyword.objects.create(title=title, keyword=keyword)


# One row of each section, made so that its text can be found on the page.
MAKERS: dict[str, Make] = {
    "credits": lambda title, n: make_credit(title, make_person(f"Player {n}"), note="voice"),
    "release_info": lambda title, n: models.Aka.objects.create(title=title, text=f"Aka {n}"),
    "certificates": lambda title, n: models.Certificate.objects.create(
        title=title, country="GB", rating=str(12 + n)
    ),
    "awards": make_nomination,
    "plot": lambda title, n: models.PlotSummary.objects.create(title=title, text=f"Plot {n}"),
    "taglines": lambda title, n: models.Tagline.objects.create(title=title, text=f"Tagline {n}"),
    "keywords": make_keyword,
    "photos": lambda title, n: models.Image.objects.create(
        title=title, file=f"images/{n}.webp", width=90, height=60, licence="CC0", credit=f"Photographer {n}"
    ),
    "videos": lambda title, n: models.Video.objects.create(title=title, name=f"Trailer {n}"),
    "trivia": lambda title, n: models.Trivia.objects.create(title=title, text=f"Trivia {n}"),
    "goofs": lambda title, n: models.Goof.objects.create(
        title=title, text=f"Goof {n}", category="continuity"
    ),
    "quotes": make_quote,
    "connections": lambda title, n: models.Connection.objects.create(
        title=title, other_title=make_title(f"Other {n}"), kind="follows"
    ),
    "soundtracks": make_soundtrack,
    "crazy_credits": lambda title, n: models.CrazyCredit.objects.create(title=title, text=f"Credit {n}"),
    "alternate_versions": lambda title, n: models.AlternateVersion.objects.create(
        title=title, text=f"Cut {n}"
    ),
    "faq": lambda title, n: models.FaqEntry.objects.create(title=title, question=f"Why {n}?"),
    "locations": lambda title, n: models.FilmingLocation.objects.create(title=title, place=f"Studio {n}"),
    "specs": lambda title, n: models.TechnicalSpec.objects.create(
        title=title, kind="color", value=f"Tint {n}"
    ),
    "companies": lambda title, n: models.CompanyCredit.objects.create(
        title=title, company=make_company(f"Company {n}"), role="production"
    ),
    "box_office": lambda title, n: models.BoxOfficeFigure.objects.create(
        title=title, kind="gross", territory="US", amount=1000 + n, currency="USD"
    ),
    "external_sites": lambda title, n: models.ExternalLink.objects.create(
        title=title, url=f"https://example.org/{n}", label=f"Site {n}"
    ),
    "critic_reviews": lambda title, n: CriticReview.objects.create(
        title=title, publication=f"Paper {n}", url=f"https://example.com/{n}"
    ),
}
# Title, counts, one query a list, and one more where rows have rows of their own.
QUERIES = dict.fromkeys(MAKERS, 3) | {
    "release_info": 4, "plot": 4, "awards": 4, "quotes": 4, "soundtracks": 4, "specs": 4, "external_sites": 4,
    "trivia": 4, "goofs": 4,  # and how many find them interesting
}  # fmt: skip


class Text(HTMLParser):
    """What a page says, and the headings and links it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if tag == "a" and name == "href"]


def test_every_section_has_a_maker_here() -> None:
    assert [section.name for section in SECTIONS] == list(MAKERS)


def test_every_section_has_a_word_of_its_own_and_a_template() -> None:
    assert len({section.word for section in SECTIONS}) == len(SECTIONS)
    assert [get_template(section.template).template.name for section in SECTIONS] == [
        section.template for section in SECTIONS
    ]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)
def test_page_takes_as_many_queries_for_three_rows_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, section: Any
) -> None:
    title = make_title()
    url = f"{title.get_absolute_url()}{section.word}/"
    MAKERS[section.name](title, 1)
    with django_assert_num_queries(QUERIES[section.name]):
        assert client.get(url).status_code == 200
    MAKERS[section.name](title, 2)
    MAKERS[section.name](title, 3)
    with django_assert_num_queries(QUERIES[section.name]):
        page = Text(client.get(url).content.decode())
    assert page.tags.count("h1") == 1
    assert url in page.links


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)
def test_empty_section_is_a_page_that_nothing_links_to(client: Client, section: Any) -> None:
    title = make_title()
    url = f"{title.get_absolute_url()}{section.word}/"
    response = client.get(url)
    assert response.status_code == 200
    assert url not in Text(response.content.decode()).links
    assert section_links(title, section_counts(title), None) == []


@pytest.mark.parametrize("word", ["trivia", "reference"])
def test_wrong_slug_leads_for_good_to_the_same_section(client: Client, word: str) -> None:
    title = make_title()
    response = client.get(f"/title/{title.pk}/x/{word}/")
    assert (response.status_code, response["Location"]) == (301, f"{title.get_absolute_url()}{word}/")


@pytest.mark.parametrize("word", ["trivia", "reference"])
def test_draft_has_no_sub_pages(client: Client, word: str) -> None:
    title = make_title(is_published=False)
    assert client.get(f"{title.get_absolute_url()}{word}/").status_code == 404


@pytest.mark.parametrize("word", ["nothing", "TRIVIA", "trivia%00", "trivia/x", "%F0%9F%8E%AC", "a" * 10_000])
def test_any_other_word_is_no_page(client: Client, word: str) -> None:
    assert client.get(f"{make_title().get_absolute_url()}{word}/").status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "3", "x", "%00", "1e9", "9" * 5000])
def test_there_is_no_page_beyond_the_last(client: Client, number: str) -> None:
    title = make_title()
    models.Trivia.objects.bulk_create(models.Trivia(title=title, text=str(n), position=n) for n in range(150))
    url = f"{title.get_absolute_url()}trivia/"
    assert client.get(f"{url}?page=2").status_code == 200
    assert client.get(f"{url}?page={number}").status_code == 404


def test_long_section_is_cut_into_pages_in_order(client: Client) -> None:
    title = make_title()
    models.Trivia.objects.bulk_create(
        models.Trivia(title=title, text=f"n{n}", position=n) for n in range(150)
    )
    second = client.get(f"{title.get_absolute_url()}trivia/?page=2")
    assert [each.text for each in second.context["lists"]["trivia"]] == [f"n{n}" for n in range(100, 150)]


def test_nothing_but_reading_is_allowed(client: Client) -> None:
    assert client.post(f"{make_title().get_absolute_url()}trivia/").status_code == 405


def test_page_of_a_visitor_sets_no_cookie(client: Client) -> None:
    response = client.get(f"{make_title().get_absolute_url()}trivia/")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_title_page_links_to_what_it_has_and_to_nothing_else() -> None:
    title = make_title()
    models.Aka.objects.create(title=title, text="L’image manquante")
    models.Synopsis.objects.create(title=title, text="All of it.")
    url = title.get_absolute_url()
    assert more_links(title, section_counts(title)) == {
        "release_info": f"{url}release-info/",
        "akas": f"{url}release-info/#akas",
        "plot": f"{url}plot/",
        "synopsis": f"{url}plot/#synopsis",
        "reference": f"{url}reference/",
    }


def test_index_leads_to_what_members_say() -> None:
    title = make_title()
    aggregate = AggregateRating(title=title, rated_7=2, rated_9=1, review_count=1)
    url = title.get_absolute_url()
    assert section_links(title, {}, aggregate) == [
        SectionLink("reviews", "User reviews", f"{url}reviews/", 1),
        SectionLink("ratings", "Ratings", f"{url}ratings/", 3),
    ]


def test_reference_shows_every_section_on_one_page(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    title = make_title()
    for make in MAKERS.values():
        make(title, 1)
    with django_assert_num_queries(32):
        client.get(f"{title.get_absolute_url()}reference/")
    for make in MAKERS.values():
        make(title, 2)
        make(title, 3)
    with django_assert_num_queries(32):
        response = client.get(f"{title.get_absolute_url()}reference/")
    assert [section.name for section, _, _ in response.context["sections"]] == list(MAKERS)


def test_spoilers_are_folded(client: Client) -> None:
    title = make_title()
    models.Goof.objects.create(title=title, category="continuity", text="The bowl moves.")
    models.Goof.objects.create(title=title, category="plot_hole", text="He lives.", is_spoiler=True)
    response = client.get(f"{title.get_absolute_url()}goofs/")
    assert [(group.label, len(group.rows)) for group in response.context["lists"]["goofs"]] == [
        ("Continuity", 1),
        ("Plot holes", 1),
    ]
    assert Text(response.content.decode()).tags.count("details") == 1
