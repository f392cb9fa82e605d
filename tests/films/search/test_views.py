import pytest
from django.test import Client
from django.urls import reverse

from films.models import ExternalId
from films.search import index_titles
from tests.factories import make_person, make_title

SEARCH = "/search/"
SUGGEST = "/search/suggest/"

NAUGHTY = [
    "",
    " ",
    "x" * 10_000,
    "the " * 2_500,
    "'" * 5_000,
    "\ufdfa" * 3_000,
    "\x00",
    "miss\x00ing",
    "\ud800",
    "\udfff picture",
    "\ufffe\uffff",
    '"',
    "'",
    "''''\"",
    '"*()^:',
    "* OR 1=1",
    "tokens:missing",
    "NEAR(a b, 2)",
    "a AND NOT b OR",
    "^missing",
    "-missing +picture",
    "{tokens}: a",
    "!@#$%^&*()`~",
    ":* & | !",
    "'missing':*ABCD",
    "<->",
    "\\",
    "\\' OR 1=1 --",
    "'; DROP TABLE films_title; --",
    "%",
    "_%_",
    "%s %d %(x)s",
    "{{ 7|add:7 }}{% load x %}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "ʇǝɯɐ ʇıs ɹolop",
    "T\u0336h\u0336e\u0336",
    "َُِّْ",
    "\u202emissing\u202c",
    "\u200b\u2060\ufeff",
    "👩‍👩‍👧 🏳️‍🌈",
    "ﷺ ﷽",
    "İstanbul ıI",
    "🄰🄱🄲 ①②③ Ⅷ",
    "00000000001e309",
    "９９９ ٢٠١٣",
    "missing 99999999999999999999",
    "tt99999999999999999999",
    "Q0",
    "https://www.imdb.com/title/",
    "[] {} ; , . / = #2013 =missing",
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", [SEARCH, SUGGEST])
def test_whatever_is_typed_gives_an_ordinary_page(client: Client, address: str) -> None:
    index_titles([make_title().pk])
    typed = [text.encode("utf-8", "surrogatepass") for text in NAUGHTY]
    assert [client.get(address, {"q": text}).status_code for text in typed] == [200] * len(typed)


@pytest.mark.django_db
def test_broken_addresses_give_an_ordinary_page(client: Client) -> None:
    queries = ["q=%ff%fe", "q=%", "q[]=a", "q=a&q=b", "page=2", "q=a&page=0", "q=a&page=-1", "q=a&page=zz"]
    queries += ["q=a&page=99999999999999999999", "q=a&page=%00", "", "&&&", "q"]
    assert [client.get(f"{SEARCH}?{query}").status_code for query in queries] == [200] * len(queries)


@pytest.mark.django_db
def test_markup_in_a_query_or_a_name_is_shown_as_text(client: Client) -> None:
    index_titles([make_title("<b>Bold</b>").pk])
    page = client.get(SEARCH, {"q": "<b>bold</b>"}).content.decode()
    options = client.get(SUGGEST, {"q": "<b>bold"}).content.decode()
    assert "<b>" not in page + options
    assert "Results for “&lt;b&gt;bold&lt;/b&gt;”" in page
    assert "&lt;b&gt;Bold&lt;/b&gt; (2013)" in options


@pytest.mark.django_db
@pytest.mark.parametrize(("rows", "queries"), [(1, 2), (3, 2)])
def test_pages_ask_the_index_once_and_count_the_visitor(
    client: Client,
    django_assert_num_queries,
    rows: int,
    queries: int,
) -> None:
    index_titles([make_title(f"Picture {n}").pk for n in range(rows)])
    with django_assert_num_queries(queries):
        assert client.get(SEARCH, {"q": "picture"}).content.decode().count('class="row"') == rows
    with django_assert_num_queries(queries):
        assert client.get(SUGGEST, {"q": "pict"}).content.decode().count('role="option"') == rows


@pytest.mark.django_db
def test_pages_set_no_cookie_and_suggestions_may_be_kept(client: Client) -> None:
    page, options = client.get(SEARCH, {"q": "m"}), client.get(SUGGEST, {"q": "m"})
    assert (page.cookies, options.cookies) == ({}, {})
    assert options["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in page.get("Vary", "") + options.get("Vary", "")


@pytest.mark.django_db
def test_guess_is_called_a_guess(client: Client) -> None:
    title = make_title()
    index_titles([title.pk])
    page = client.get(SEARCH, {"q": "missng picture"}).content.decode()
    assert f'Did you mean <a href="{title.get_absolute_url()}">The Missing Picture (2013)</a>?' in page


@pytest.mark.django_db
def test_results_go_on_on_further_pages(client: Client) -> None:
    index_titles([make_title(f"Picture {n:02}").pk for n in range(25)])
    first = client.get(SEARCH, {"q": "picture"}).content.decode()
    second = client.get(SEARCH, {"q": "picture", "page": 2}).content.decode()
    assert (first.count('class="row"'), second.count('class="row"')) == (20, 5)
    assert 'rel="next" href="?q=picture&amp;page=2"' in first
    assert 'rel="next"' not in second


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "tt2852470",
        " TT2852470 ",
        "https://www.imdb.com/title/tt2852470/?ref_=nv_sr_1",
        "m.imdb.com/de/title/tt2852470/fullcredits",
        "Q13370821",
        "https://www.wikidata.org/wiki/Q13370821",
        "http://www.wikidata.org/entity/Q13370821",
        "https://www.themoviedb.org/movie/214030-l-image-manquante?language=de",
    ],
)
def test_key_of_another_catalogue_goes_straight_there(client: Client, typed: str) -> None:
    title = make_title()
    for source, value in (("imdb", "tt2852470"), ("wikidata", "Q13370821"), ("tmdb", "214030")):
        ExternalId.objects.create(title=title, source=source, value=value)
    ExternalId.objects.create(person=make_person(), source="tmdb", value="214030")
    assert client.get(SEARCH, {"q": typed})["Location"] == title.get_absolute_url()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["tt0000001", "Q1", "tt2852470 and more", "https://imdb.com.example.org/title/tt1"]
)
def test_unknown_key_is_looked_for_as_text(client: Client, typed: str) -> None:
    assert client.get(SEARCH, {"q": typed}).status_code == 200


@pytest.mark.django_db
def test_key_of_a_draft_goes_nowhere(client: Client) -> None:
    draft = make_title(is_published=False)
    ExternalId.objects.create(title=draft, source="imdb", value="tt2852470")
    assert client.get(SEARCH, {"q": "tt2852470"}).status_code == 200


@pytest.mark.django_db
def test_every_page_has_the_search_box(client: Client) -> None:
    page = client.get(reverse("home")).content.decode()
    assert 'action="/search/" method="get"' in page
    assert 'data-suggest="/search/suggest/"' in page
