import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from films.models import Suggestion, Title, Trivia
from reviews.contributing import seen_digest
from reviews.models import SuggestionAgreement
from tests.factories import make_curator, make_member, make_suggestion, make_trivia
from tests.site.reading import text_of

pytestmark = pytest.mark.django_db

QUEUE = "/admin/films/suggestion/"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_curator(username="curator"))
    return client


def decision(suggestion: Suggestion, **typed: str) -> dict[str, str]:
    return {"action": "accept", "seen": seen_digest(suggestion), **typed}


def test_only_those_who_may_decide_see_the_queue(client: Client) -> None:
    made = make_suggestion()
    url = f"{QUEUE}{made.pk}/change/"
    client.force_login(make_member(is_staff=True))
    assert [client.get(each).status_code for each in (QUEUE, url)] == [403, 403]
    assert client.post(url, decision(made, **{"row-text": "x"})).status_code == 403
    client.force_login(make_member())
    assert client.get(url).status_code == 302
    assert not Trivia.objects.exists()


def test_a_curator_accepts_with_changes(desk: Client) -> None:
    made = make_suggestion()
    url = f"{QUEUE}{made.pk}/change/"
    assert "Shot in clay." in desk.get(url).content.decode()
    assert desk.post(url, decision(made, **{"row-text": ""})).status_code == 422
    assert desk.post(url, decision(made, **{"row-text": "Shot in wet clay."})).status_code == 302
    assert Trivia.objects.get().text == "Shot in wet clay."


def test_declining_needs_a_reason(desk: Client) -> None:
    made = make_suggestion()
    url = f"{QUEUE}{made.pk}/change/"
    assert desk.post(url, {"action": "decline", "reason": " "}).status_code == 422
    assert desk.post(url, {"action": "decline", "reason": "No source."}).status_code == 302
    made.refresh_from_db()
    assert (made.status, made.reason) == ("declined", "No source.")
    assert "No source." in desk.get(url).content.decode()


def test_a_conflict_is_shown_in_three_columns_and_asked_about_again(desk: Client) -> None:
    trivia = make_trivia()
    made = make_suggestion(trivia.title, row=trivia, text="Shot in mud.")
    url, old = f"{QUEUE}{made.pk}/change/", decision(made, **{"row-text": "Shot in mud."})
    Trivia.objects.update(text="Shot in sand.")
    assert desk.post(url, old)["Location"] == url
    page = text_of(desk.get(url).content.decode())
    assert "This row was changed after the suggestion was made." in page
    assert all(text in page for text in ("Shot in clay.", "Shot in mud.", "Shot in sand."))
    assert Trivia.objects.get().text == "Shot in sand."
    assert desk.post(url, decision(made, **{"row-text": "Shot in mud."})).status_code == 302
    assert Trivia.objects.get().text == "Shot in mud."


def test_ones_own_is_for_somebody_else(client: Client) -> None:
    curator = make_curator()
    made = make_suggestion(author=curator)
    client.force_login(curator)
    url = f"{QUEUE}{made.pk}/change/"
    assert "somebody else has to decide" in client.get(url).content.decode()
    assert client.post(url, decision(made, **{"row-text": "x"})).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_opens_in_a_fixed_number_of_queries(
    desk: Client, django_assert_num_queries, rows: int
) -> None:
    for number in range(rows):
        make_suggestion(text=f"Fact {number}")
    with django_assert_num_queries(6):
        assert desk.get(QUEUE).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_suggestion_opens_in_a_fixed_number_of_queries(
    desk: Client, django_assert_num_queries, rows: int
) -> None:
    trivia = make_trivia()
    made = make_suggestion(trivia.title, row=trivia, text="Shot in mud.")
    for number in range(rows):
        make_suggestion(trivia.title, text=f"Fact {number}")
        SuggestionAgreement.objects.create(suggestion=made, member=make_member())
    with django_assert_num_queries(12):
        assert desk.get(f"{QUEUE}{made.pk}/change/").status_code == 200


def test_what_members_wrote_is_text_at_the_desk(desk: Client) -> None:
    nasty = "<script>alert(1)</script>"
    made = make_suggestion(text=nasty)
    Suggestion.objects.update(note=nasty, label=nasty)
    for url in (QUEUE, f"{QUEUE}{made.pk}/change/"):
        page = desk.get(url).content.decode()
        assert ("<script>alert(1)" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_a_locked_title_waits_for_those_who_may_change_it(client: Client) -> None:
    made, curator = make_suggestion(), make_member(is_staff=True)
    curator.user_permissions.set(Permission.objects.filter(codename="decide_suggestion"))
    Title.objects.update(is_locked=True)
    client.force_login(curator)
    url = f"{QUEUE}{made.pk}/change/"
    assert "This record is locked" in client.get(url).content.decode()
    assert client.post(url, decision(made, **{"row-text": "Mud."})).status_code == 403
    client.force_login(made.author)
    assert "The staff have locked this page." in client.get(f"/suggestion/{made.pk}/").content.decode()
    form = f"/contribute/title/{made.title_id}/trivia/"
    assert "The staff have locked this page." in client.get(form).content.decode()
    assert client.post(form, {"row-text": "Sand."}).status_code == 403
    curator.user_permissions.add(Permission.objects.get(codename="edit_locked"))
    client.force_login(curator)
    assert client.post(url, decision(made, **{"row-text": "Mud."})).status_code == 302


@pytest.mark.parametrize("address", ["abc", "0", "9" * 30, "1_2"])
def test_what_is_no_suggestion_is_not_found(desk: Client, address: str) -> None:
    assert desk.get(f"{QUEUE}{address}/change/").status_code == 404
