import pytest
from django.test import Client

from reviews.contributing import accept, decline, seen_digest
from tests.factories import make_curator, make_member, make_suggestion, make_title

pytestmark = pytest.mark.django_db


def test_a_page_names_who_contributed_to_it_and_leads_to_them(client: Client) -> None:
    title, curator = make_title(), make_curator()
    lina, gone, declined = (
        make_member(username="lina"),
        make_member(username="gone"),
        make_member(username="ahmed"),
    )
    for number, author in enumerate((lina, lina, gone)):
        made = make_suggestion(title, author, text=f"Fact {number}")
        accept(curator, made, seen=seen_digest(made))
    decline(curator, make_suggestion(title, declined), "No source.")
    gone.is_active = False
    gone.save()
    page = client.get(title.get_absolute_url()).content.decode()
    credited = page.split("Contributors to this page: ")[1].split("</p>")[0]
    assert credited == '<a href="/member/lina/" rel="nofollow">lina</a>'


def test_a_page_without_contributors_says_nothing_of_them(client: Client) -> None:
    assert "Contributors to this page" not in client.get(make_title().get_absolute_url()).content.decode()
