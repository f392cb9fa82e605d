"""The sitemap: an index and its files, as https://www.sitemaps.org/schemas/sitemap/0.9/ has them."""

import re
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from films.models import AwardEvent, CountryOfOrigin, Keyword, SpokenLanguage
from films.sitemaps import IDS_PER_FILE
from tests.factories import make_company, make_genre, make_person, make_title

pytestmark = pytest.mark.django_db

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
W3C_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", re.ASCII)


@pytest.fixture(autouse=True)
def site_url(settings: Settings) -> None:
    settings.SITE_URL = "https://films.example.org"


def read(client: Client, path: str) -> list[dict[str, str]]:
    """The entries of a sitemap or of its index, checked against the schema's rules."""
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    root = ET.fromstring(response.content)
    child = {f"{NAMESPACE}urlset": "url", f"{NAMESPACE}sitemapindex": "sitemap"}[root.tag]
    assert {each.tag for each in root} == {f"{NAMESPACE}{child}"}
    entries = [{part.tag.removeprefix(NAMESPACE): part.text or "" for part in each} for each in root]
    for entry in entries:
        assert entry.keys() <= {"loc", "lastmod"}
        assert entry["loc"].startswith("http")
        assert entry["loc"].isascii()
        assert 12 <= len(entry["loc"]) <= 2048
        assert "lastmod" not in entry or W3C_DATE_TIME.fullmatch(entry["lastmod"])
    return entries


def paths(entries: list[dict[str, str]]) -> list[str]:
    return [entry["loc"].removeprefix("https://films.example.org") for entry in entries]


def test_index_lists_the_files_that_are_not_empty(client: Client) -> None:
    make_title(id=3)
    make_title(id=IDS_PER_FILE)
    make_title(id=5 * IDS_PER_FILE + 1)
    make_title(id=7 * IDS_PER_FILE, is_published=False)
    assert paths(read(client, "/sitemap.xml")) == [
        "/sitemap-pages.xml",
        "/sitemap-titles-0.xml",
        "/sitemap-titles-1.xml",
        "/sitemap-titles-5.xml",
    ]


def test_index_of_an_empty_catalogue_lists_the_sites_own_pages(client: Client) -> None:
    assert paths(read(client, "/sitemap.xml")) == ["/sitemap-pages.xml"]
    assert "/" in paths(read(client, "/sitemap-pages.xml"))


def test_every_page_of_its_own_answers(client: Client) -> None:
    for path in paths(read(client, "/sitemap-pages.xml")):
        assert client.get(path).status_code == 200


def test_file_holds_one_range_of_ids(client: Client) -> None:
    make_title("Before", id=IDS_PER_FILE - 1)
    make_title("First", id=IDS_PER_FILE)
    make_title("Draft", id=IDS_PER_FILE + 1, is_published=False)
    make_title("Last", id=2 * IDS_PER_FILE - 1)
    make_title("After", id=2 * IDS_PER_FILE)
    assert paths(read(client, "/sitemap-titles-1.xml")) == ["/title/10000/first/", "/title/19999/last/"]


def test_file_says_when_a_title_was_last_changed(client: Client) -> None:
    title = make_title()
    (entry,) = read(client, "/sitemap-titles-0.xml")
    assert datetime.fromisoformat(entry["lastmod"]) == title.updated_at.replace(microsecond=0)


def test_addresses_in_any_script_are_escaped(client: Client) -> None:
    title = make_title("រូបភាពដែលបាត់បង់ & <b>")
    (entry,) = read(client, "/sitemap-titles-0.xml")
    assert entry["loc"] == f"https://films.example.org{title.get_absolute_url()}"
    assert client.get(title.get_absolute_url()).status_code == 200


def test_people_companies_and_shelves_have_their_files(client: Client) -> None:
    title, person, company = make_title(), make_person(), make_company()
    keyword = Keyword.named("clay figure")
    event = AwardEvent.named("Cannes Film Festival")
    genre = make_genre("Documentary", title)
    keyword.save()
    event.save()
    for name, record in (
        ("people", person),
        ("companies", company),
        ("genres", genre),
        ("keywords", keyword),
        ("awards", event),
    ):
        entries = read(client, f"/sitemap-{name}-0.xml")
        assert paths(entries) == [record.get_absolute_url()]
        assert client.get(record.get_absolute_url()).status_code == 200
    assert len(read(client, "/sitemap.xml")) == 7


def test_shelves_that_are_no_records_stand_among_the_pages(client: Client) -> None:
    title = make_title(year=2013)
    CountryOfOrigin.objects.create(title=title, country="KH")
    SpokenLanguage.objects.create(title=title, language="km")
    shelves = ["/country/kh/", "/language/km/", "/year/2013/", "/decade/2010s/"]
    assert paths(read(client, "/sitemap-pages.xml"))[-4:] == shelves
    assert [client.get(path).status_code for path in shelves] == [200] * 4


@pytest.mark.parametrize("name", ["titles-1", "titles-999999999999999999", "nothing-0", "titles-x", "titles"])
def test_file_that_is_not_there_is_not_found(client: Client, name: str) -> None:
    make_title(id=1)
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_file_costs_one_query(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        make_title()
    with django_assert_num_queries(1):
        assert len(read(client, "/sitemap-titles-0.xml")) == rows


def test_sitemaps_may_be_kept_for_an_hour_and_set_no_cookie(client: Client) -> None:
    make_title(id=1)
    for path in ("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-titles-0.xml"):
        response = client.get(path)
        assert response["Cache-Control"] == "public, max-age=3600"
        assert not response.cookies
