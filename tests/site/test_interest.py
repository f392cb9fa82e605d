"""“Interesting?” below each piece of trivia and each goof."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reviews.votes import cast_interest_vote
from tests.factories import make_goof, make_member, make_title, make_trivia
from tests.site.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("make_remark", "name"), [(make_trivia, "trivia"), (make_goof, "goofs")])
def test_readers_see_and_say_what_is_interesting(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, make_remark, name: str
) -> None:
    title, reader = make_title(), make_member()
    address = f"/title/{title.pk}/{title.slug}/{name}/"
    cast_interest_vote(make_member(), make_remark(title), is_interesting=True)
    visitor = client.get(address)
    assert "1 of 1 person found this interesting. Interesting? Sign in to say so" in text_of(
        visitor.content.decode()
    )
    assert not visitor.cookies
    cast_interest_vote(reader, make_remark(title), is_interesting=False)
    make_remark(title)
    client.force_login(reader)
    html = client.get(address).content.decode()
    assert html.count('value="no" aria-pressed="true"') == 1
    assert html.count('value="no" aria-pressed="false"') == 2
    with django_assert_num_queries(7):
        client.get(address)
