"""Every address that a page of the site links to is there."""

from collections import deque
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import pytest
from django.test import Client

from films import models
from films.models import Title
from reviews.models import CriticReview
from tests.factories import make_company, make_credit, make_genre, make_person, make_review, make_title

pytestmark = pytest.mark.django_db


class Addresses(HTMLParser):
    """What a page links to, and the places within it that an address may name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a":
            self.links.append(found.get("href") or "")
        if found.get("id"):
            self.ids.add(found["id"] or "")


def crawl(client: Client, start: str) -> dict[str, Addresses]:
    """All pages that can be reached from `start` by links of the site, by address; the test fails at a broken one."""
    pages: dict[str, Addresses] = {}
    waiting = deque([(start, "the test")])
    places = []
    while waiting:
        url, source = waiting.popleft()
        if url in pages:
            continue
        response = client.get(url, follow=True)
        assert response.status_code == 200, f"{url}, linked from {source}, is {response.status_code}"
        pages[url] = Addresses(response.content.decode())
        for link in pages[url].links:
            address, place = urldefrag(urljoin(url, link))
            assert link, f"{source} has an empty link"
            if address.startswith("/"):
                waiting.append((address, url))
                places.append((address, place, url))
    for address, place, source in places:
        assert not place or place in pages[address].ids, (
            f"{address}#{place}, linked from {source}, is not there"
        )
    return pages


def furnish(title: Title, other: Title) -> None:
    """One row at least of everything that a page may show."""
    person, company = make_person("ឯម ធីតា", birth_date="1964", birth_country="KH"), make_company(country="FR")
    genre = make_genre(f"Film-Noir {title.pk}", title)
    keyword, event = (
        models.Keyword.named(f"c’est / ça {title.pk}"),
        models.AwardEvent.named(f"Césars {title.pk}"),
    )
    keyword.save()
    event.save()
    assert genre.name
    models.TitleKeyword.objects.create(title=title, keyword=keyword)
    models.CountryOfOrigin.objects.create(title=title, country="KH")
    models.SpokenLanguage.objects.create(title=title, language="km")
    for category in models.CreditCategory:
        make_credit(title, person, category=category, characters="Narrator", note="voice")
    make_credit(title, credited_as="The Dancers", billing=9)
    models.CompanyCredit.objects.create(
        title=title, company=company, role="production", country="FR", year=2013
    )
    models.ReleaseDate.objects.create(title=title, country="US", date="2014-03-19")
    models.Aka.objects.create(title=title, text="L’image manquante", country="FR", language="fr")
    models.Certificate.objects.create(title=title, country="US", rating="M/PG 13%?#")
    nomination = models.Nomination.objects.create(
        title=title, event=event, year=2014, award="César", outcome="won"
    )
    models.NominationRecipient.objects.create(nomination=nomination, person=person)
    models.PlotSummary.objects.create(title=title, text="Clay figures.")
    models.Synopsis.objects.create(title=title, text="All of it.")
    models.Tagline.objects.create(title=title, text="Nobody made it.")
    models.Image.objects.create(
        title=title, file="images/still.webp", width=90, height=60, licence="CC0", credit="Somebody"
    )
    models.Video.objects.create(title=title, name="Trailer", url="https://example.org/trailer")
    models.Trivia.objects.create(title=title, text="True.")
    models.Goof.objects.create(title=title, category="continuity", text="The bowl moves.", is_spoiler=True)
    models.QuoteLine.objects.create(quote=models.Quote.objects.create(title=title), text="I give it to you.")
    models.Connection.objects.create(title=title, other_title=other, kind="features")
    soundtrack = models.Soundtrack.objects.create(title=title, work="Song")
    models.SoundtrackLine.objects.create(soundtrack=soundtrack, text="By Marc Marder", person=person)
    models.CrazyCredit.objects.create(title=title, text="No clay was harmed.")
    models.AlternateVersion.objects.create(title=title, text="Narrated in English.")
    models.FaqEntry.objects.create(title=title, question="Why clay?")
    models.FilmingLocation.objects.create(title=title, place="Phnom Penh", country="KH")
    models.TechnicalSpec.objects.create(title=title, kind="color", value="Color")
    models.Runtime.objects.create(title=title, minutes=92)
    models.BoxOfficeFigure.objects.create(
        title=title, kind="gross", territory="US", amount=52200, currency="USD"
    )
    models.ExternalLink.objects.create(title=title, url="https://example.org/", label="Official site")
    models.ExternalId.objects.create(title=title, source="imdb", value=f"tt{title.pk:07}")
    CriticReview.objects.create(title=title, publication="Paper", url="https://example.com/")
    make_review(title)


def test_every_link_leads_somewhere(client: Client) -> None:
    first, second = make_title(), make_title("地", 1955)
    draft = make_title("Draft", is_published=False)
    furnish(first, second)
    furnish(second, draft)
    pages = crawl(client, "/")
    for title in (first, second):
        reached = {url for url in pages if url.startswith(title.get_absolute_url())}
        assert len(reached) >= 25
    assert not [url for url in pages if url.startswith(f"/title/{draft.pk}/")]
