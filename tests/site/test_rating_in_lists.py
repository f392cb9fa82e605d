"""A member rates where they meet a title: in search results, lists, shelves, charts and filmographies."""

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from films.models import Person, Title
from films.search import index_titles
from reviews.keeping import put_on_list, put_on_watchlist
from reviews.models import CommunityRules, ListVisibility, TitleList
from reviews.ratings import rate
from tests.factories import make_credit, make_member, make_person, make_title
from tests.site.reading import text_of

pytestmark = pytest.mark.django_db

OF_A_MEMBER = 4
"""The session, the member, and one question each about their stars and their watchlist."""
LIMITS_ON_POSTGRESQL = 5
"""What keeps an advanced search from taking long."""
PAGES = (
    ("/search/?q=clay", 2),
    ("/search/titles/?q=clay", 9),
    ("/titles/", 1),
    ("/chart/popular/", 4),
    ("/name/{person}/rithy-panh/", 7),
    ("/name/{person}/rithy-panh/director/", 2),
    ("/list/{list}/", 2),
    ("/member/keeper/watchlist/", 2),
)


@pytest.fixture
def person() -> Person:
    return make_person()


@pytest.fixture
def title_list() -> TitleList:
    keeper = make_member(username="keeper", has_public_watchlist=True)
    return TitleList.objects.create(member=keeper, name="Clay", visibility=ListVisibility.PUBLIC)


def make_titles(count: int, person: Person, title_list: TitleList) -> list[Title]:
    CommunityRules.objects.create(rating_minimum=1)
    titles = [make_title(f"Clay {number}", 2013) for number in range(count)]
    for title in titles:
        make_credit(title, person, category="director")
        put_on_list(title_list, title)
        put_on_watchlist(title_list.member, title)
        rate(title_list.member, title, 6)
    index_titles(title.pk for title in titles)
    return titles


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("path", "queries"), PAGES)
def test_members_rate_where_they_meet_a_title(
    client: Client,
    person: Person,
    title_list: TitleList,
    path: str,
    queries: int,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    titles = make_titles(rows, person, title_list)
    address = path.format(person=person.pk, list=title_list.key)
    client.get(address)
    if path.startswith("/search/titles/") and connection.vendor == "postgresql":
        queries += LIMITS_ON_POSTGRESQL
    with django_assert_num_queries(queries):
        html = client.get(address).content.decode()
    assert 'class="rate-link"' not in html
    reader = make_member()
    rate(reader, titles[0], 9)
    client.force_login(reader)
    is_asked_to_follow = path.endswith("panh/")
    with django_assert_num_queries(queries + OF_A_MEMBER + is_asked_to_follow):
        html = client.get(address).content.decode()
    words = text_of(html)
    assert words.count(f"★ You: 9, {titles[0].primary_title}") >= 1
    assert all(f"☆ Rate, {title.primary_title}" in words for title in titles[1:])
