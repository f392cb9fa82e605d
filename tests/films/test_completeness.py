import re
from typing import Any

import pytest
from django.test import Client

from films.completeness import PARTS, completeness_of
from films.models import Company, Image, Keyword
from tests.factories import make_credit, make_genre, make_title
from tests.pictures import make_upload

pytestmark = pytest.mark.django_db


def test_parts_add_up_to_100() -> None:
    assert sum(part.weight for part in PARTS.values()) == 100


def test_bare_title_has_its_year_alone() -> None:
    assert completeness_of(make_title()).percent == 6
    assert completeness_of(make_title(year=None)).percent == 0


def test_whole_title_lacks_nothing(django_assert_num_queries: Any) -> None:
    title = make_title(plot_outline="Clay remembers.")
    title.poster = Image.objects.create(title=title, file=make_upload(), licence="CC0", credit="CDP")
    title.save()
    for category in ("director", "writer", "self"):
        make_credit(title, category=category)
    make_genre("Documentary", title)
    keyword = Keyword.named("memory")
    keyword.save()
    title.titlekeyword_set.create(keyword=keyword)
    title.releasedate_set.create(country="FR", date="2013-05-19")
    title.countryoforigin_set.create(country="KH")
    title.spokenlanguage_set.create(language="km")
    title.runtime_set.create(minutes=92)
    title.companycredit_set.create(company=Company.objects.create(name="CDP"), role="production")
    title.plotsummary_set.create(text="A country remembers.")
    title.externalid_set.create(source="imdb", value="tt2852470")
    with django_assert_num_queries(1):
        assert completeness_of(title).missing == []


def test_meter_leads_to_what_is_missing_the_weightiest_first(admin_client: Client, settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False
    title = make_title(plot_outline="Clay remembers.", year=None)
    page = admin_client.get(f"/admin/films/title/{title.pk}/change/").content.decode()
    assert '<meter min="0" max="100" low="50" high="80" optimum="100" value="10"' in page
    links = re.findall(r'<a href="([^"]+)">([^<]+)</a> <small>\((\d+)\)', page)
    assert links[:3] == [
        (f"/admin/films/title/{title.pk}/media/", "poster", "12"),
        (f"/admin/films/title/{title.pk}/credits/", "director", "10"),
        (f"/admin/films/title/{title.pk}/credits/", "cast", "10"),
    ]
    assert ("#id_year", "year", "6") in links
    assert "<meter" not in admin_client.get(f"/admin/films/title/{title.pk}/credits/").content.decode()
