"""The watchlist from any card: one query more for a member, nothing for a visitor."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from films.models import CompanyCredit, Title
from reviews.keeping import put_on_list, put_on_watchlist
from reviews.models import CommunityRules, TitleList
from tests.factories import make_company, make_credit, make_member, make_person, make_review, make_title

pytestmark = pytest.mark.django_db

PLACES = ("home", "titles", "chart", "person", "department", "company", "role", "list", "search")


def make_places(rows: int) -> dict[str, str]:
    """Pages that show so many titles; the first is on nobody's watchlist yet."""
    CommunityRules(rating_minimum=1).save()
    person, company = make_person(), make_company()
    title_list = TitleList.objects.create(member=make_member(), name="Clay", visibility="public")
    for number in range(rows):
        title = make_title(f"Title {number}")
        make_review(title)
        make_credit(title, person, category="director")
        CompanyCredit.objects.create(title=title, company=company, role="production")
        put_on_list(title_list, title)
    return {
        "home": "/",
        "titles": "/titles/",
        "chart": "/chart/popular/",
        "person": person.get_absolute_url(),
        "department": f"{person.get_absolute_url()}director/",
        "company": company.get_absolute_url(),
        "role": f"{company.get_absolute_url()}production/",
        "list": title_list.get_absolute_url(),
        "search": "/search/titles/",
    }


@pytest.mark.parametrize("place", PLACES)
def test_a_members_page_says_what_is_on_the_watchlist(client: Client, place: str) -> None:
    url = make_places(2)[place]
    member = make_member()
    assert b"watch-button" not in client.get(url).content
    client.force_login(member)
    page = client.get(url).content.decode()
    assert "+</span> Watchlist" in page
    assert "On your watchlist" not in page
    put_on_watchlist(member, Title.objects.get(primary_title="Title 0"))
    page = client.get(url).content.decode()
    assert "On your watchlist" in page
    assert f'name="next" value="{url}"' in page


@pytest.mark.parametrize("place", PLACES)
def test_the_buttons_cost_one_query_however_many_titles(client: Client, place: str) -> None:
    url = make_places(3)[place]
    with CaptureQueriesContext(connection) as for_visitors:
        client.get(url)
    client.force_login(make_member())
    with CaptureQueriesContext(connection) as for_members:
        client.get(url)
    own = [query for query in for_members if "watchlistentry" in query["sql"]]
    assert len(own) == 1
    assert not [query for query in for_visitors if "watchlistentry" in query["sql"]]
