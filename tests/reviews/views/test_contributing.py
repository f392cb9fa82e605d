from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from films.contributions import CONTRIBUTIONS
from films.models import Suggestion, Synopsis, Title, Trivia
from tests.factories import (
    make_company,
    make_curator,
    make_faq_entry,
    make_member,
    make_person,
    make_suggestion,
    make_title,
    make_trivia,
    make_trusted_member,
)
from tests.site.reading import text_of

pytestmark = pytest.mark.django_db

NASTY = "<script>alert(1)</script>\"'>&{{ 7|add:7 }}"


@pytest.fixture
def as_member(client: Client) -> Client:
    client.force_login(make_member(username="lina"))
    return client


def test_a_visitor_is_led_to_log_in_and_back_without_a_cookie_on_the_page(client: Client) -> None:
    title = make_title()
    page = client.get(title.get_absolute_url())
    url = f"/contribute/title/{title.pk}/"
    assert f'href="{url}"' in page.content.decode()
    assert not page.cookies
    assert client.get(url)["Location"] == f"/accounts/login/?next={url}"
    assert client.post(f"{url}trivia/")["Location"].startswith("/accounts/login/")


def test_every_page_leads_to_what_may_be_added(client: Client) -> None:
    title = make_title()
    entry, url = make_faq_entry(title), f"/contribute/title/{title.pk}/"
    Trivia.objects.create(title=title, text="Clay.")
    page = client.get(title.get_absolute_url()).content.decode()
    assert f'href="{url}faq/{entry.pk}/" rel="nofollow">Answer this question' in page
    assert f'href="{url}trivia/"' in client.get(f"{title.get_absolute_url()}trivia/").content.decode()
    for record, owner in ((make_person(), "person"), (make_company(), "company")):
        page = client.get(record.get_absolute_url()).content.decode()
        assert f'href="/contribute/{owner}/{record.pk}/"' in page


def test_a_member_suggests_a_synopsis(as_member: Client) -> None:
    title = make_title()
    url = f"/contribute/title/{title.pk}/synopsis/"
    assert as_member.get(url).status_code == 200
    typed = {"row-text": "Clay remembers.", "source_url": "example.org/film", "note": "I saw it."}
    response = as_member.post(url, typed)
    made = Suggestion.objects.get()
    assert response["Location"] == f"/suggestion/{made.pk}/"
    assert (made.verb, made.kind, made.title, made.values) == (
        "add",
        "synopsis",
        title,
        {"text": "Clay remembers."},
    )
    assert (made.author.username, made.source_url, made.note) == (
        "lina",
        "https://example.org/film",
        "I saw it.",
    )
    assert not Synopsis.objects.exists()
    page = text_of(as_member.get(response["Location"]).content.decode())
    assert "Number 1 in the queue." in page
    assert "1 suggestion waits" in page


def test_every_form_opens_without_reproach(as_member: Client) -> None:
    records = {"title": make_title(), "person": make_person(), "company": make_company()}
    opened = {
        f"{kind.owner} {kind.word}": as_member.get(
            f"/contribute/{kind.owner}/{records[kind.owner].pk}/{kind.word}/"
        ).status_code
        for kind in CONTRIBUTIONS
    }
    assert set(opened.values()) == {200}, opened


def test_sending_it_twice_makes_one(as_member: Client) -> None:
    url = f"/contribute/title/{make_title().pk}/trivia/"
    assert [as_member.post(url, {"row-text": "Clay."}).status_code for _ in range(2)] == [302, 302]
    assert Suggestion.objects.count() == 1


def test_a_row_is_corrected(as_member: Client) -> None:
    trivia = make_trivia()
    url = f"/contribute/title/{trivia.title_id}/trivia/{trivia.pk}/"
    assert "Shot in clay." in as_member.get(url).content.decode()
    assert as_member.post(url, {"row-text": "Shot in clay."}).status_code == 422
    assert as_member.post(url, {"row-text": "Shot in mud."}).status_code == 302
    made = Suggestion.objects.get()
    assert (made.verb, made.row_id, made.before["text"], made.values["text"]) == (
        "change",
        trivia.pk,
        "Shot in clay.",
        "Shot in mud.",
    )


def test_a_removal_needs_a_reason(as_member: Client) -> None:
    trivia = make_trivia()
    url = f"/contribute/title/{trivia.title_id}/trivia/{trivia.pk}/"
    typed = {"row-text": "Shot in clay.", "action": "remove"}
    refused = as_member.post(url, typed)
    assert (refused.status_code, Suggestion.objects.count()) == (422, 0)
    assert "Say why it should be removed." in refused.content.decode()
    assert as_member.post(url, typed | {"note": "It is wrong."}).status_code == 302
    assert Suggestion.objects.get().verb == "remove"


@pytest.mark.parametrize(
    ("owner", "typed"),
    [
        ("title", {"row-title_type": "movie", "row-primary_title": "Another", "row-year": "2013"}),
        ("person", {"row-primary_name": "Another", "row-birth_date": "1964-04"}),
        ("company", {"row-name": "Another", "row-country": "KH"}),
    ],
)
def test_the_record_itself_is_edited(as_member: Client, owner: str, typed: dict[str, str]) -> None:
    record = {"title": make_title, "person": make_person, "company": make_company}[owner]()
    url = f"/contribute/{owner}/{record.pk}/record/"
    assert as_member.post(url, typed).status_code == 302
    made = Suggestion.objects.get()
    assert (made.label, made.verb, made.record) == (str(record), "change", record)


def test_a_mistake_is_said_and_nothing_typed_is_lost(as_member: Client) -> None:
    url = f"/contribute/title/{make_title().pk}/release-date/"
    typed = {"row-country": "KH", "row-date": "spring", "row-kind": "theatrical", "row-note": "Cannes"}
    response = as_member.post(url, typed | {"source_url": "no address", "note": "a friend"})
    page = response.content.decode()
    assert (response.status_code, Suggestion.objects.count()) == (422, 0)
    assert all(
        words in page for words in ("Enter a date as", "Enter a valid URL", "spring", "Cannes", "a friend")
    )


def test_a_honeypot_is_left_alone_by_people(as_member: Client) -> None:
    url = f"/contribute/title/{make_title().pk}/trivia/"
    assert as_member.post(url, {"row-text": "Clay.", "website": "https://shop.example"}).status_code == 422


def test_what_is_typed_comes_back_as_text(as_member: Client) -> None:
    title = make_title()
    as_member.post(f"/contribute/title/{title.pk}/trivia/", {"row-text": NASTY, "note": NASTY})
    made = Suggestion.objects.get()
    for url in (f"/suggestion/{made.pk}/", "/contributions/"):
        page = as_member.get(url).content.decode()
        assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in as_member.get(f"/suggestion/{made.pk}/").content.decode()
    refused = as_member.post(f"/contribute/title/{title.pk}/trivia/", {"row-text": "", "note": NASTY})
    assert "<script>alert" not in refused.content.decode()


def test_a_suspended_member_reads_and_does_not_suggest(client: Client) -> None:
    member = make_member(suspended_until=date.today() + timedelta(days=3))  # noqa: DTZ011
    made = make_suggestion(author=member)
    client.force_login(member)
    url = f"/contribute/title/{made.title_id}/trivia/"
    assert [client.get(url).status_code, client.post(url, {"row-text": "Mud."}).status_code] == [403, 403]
    assert client.get(f"/suggestion/{made.pk}/").status_code == 200
    client.post(f"/suggestion/{made.pk}/withdrawal/")
    made.refresh_from_db()
    assert made.status == "withdrawn"


def test_only_its_author_withdraws_a_suggestion_and_only_while_it_is_open(as_member: Client) -> None:
    other = make_suggestion()
    assert as_member.get(f"/suggestion/{other.pk}/").status_code == 404
    assert as_member.post(f"/suggestion/{other.pk}/withdrawal/").status_code == 404
    other.refresh_from_db()
    assert other.status == "open"


def test_drafts_and_other_titles_rows_are_not_found(as_member: Client) -> None:
    draft, trivia = make_title(is_published=False), make_trivia()
    for url in (
        f"/contribute/title/{draft.pk}/",
        f"/contribute/title/{draft.pk}/trivia/",
        f"/contribute/title/{make_title().pk}/trivia/{trivia.pk}/",
        f"/contribute/title/{trivia.title_id}/record/{trivia.title_id}/",
        f"/contribute/title/{trivia.title_id}/nothing/",
        f"/contribute/person/{make_person().pk}/trivia/",
        "/contribute/genre/1/",
    ):
        assert as_member.get(url).status_code == 404


def test_too_many_suggestions_are_refused_with_what_was_typed(as_member: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"contribution": "new 1/day"}
    url = f"/contribute/title/{make_title().pk}/trivia/"
    as_member.post(url, {"row-text": "One."})
    refused = as_member.post(url, {"row-text": "Another one."})
    assert (refused.status_code, "Another one." in refused.content.decode()) == (429, True)
    assert int(refused["Retry-After"]) > 0
    assert Suggestion.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_and_the_lists_ask_the_same_however_much_there_is(
    client: Client, django_assert_num_queries, rows: int
) -> None:
    title, member = make_title(), make_member()
    for number in range(rows):
        make_trivia(title)
        make_suggestion(title, member, text=f"Fact {number}")
    client.force_login(member)
    one = Suggestion.objects.latest("pk")
    for url, queries in (
        (f"/contribute/title/{title.pk}/trivia/", 7),
        ("/contributions/", 3),
        (f"/suggestion/{one.pk}/", 7),
    ):
        with django_assert_num_queries(queries):
            assert client.get(url).status_code == 200


def test_trusted_members_see_what_they_may_agree_with(client: Client) -> None:
    made = make_suggestion()
    client.force_login(make_member())
    assert client.get("/suggestions/").status_code == 403
    client.force_login(make_trusted_member())
    assert f"/suggestion/{made.pk}/" in client.get("/suggestions/").content.decode()
    assert "I agree" in client.get(f"/suggestion/{made.pk}/").content.decode()
    client.post(f"/suggestion/{made.pk}/agreement/")
    assert (made.agreements.count(), Trivia.objects.count()) == (1, 0)
    client.force_login(make_trusted_member())
    client.post(f"/suggestion/{made.pk}/agreement/")
    assert Trivia.objects.count() == 1


def test_the_author_does_not_see_what_staff_do_to_a_title_off_the_site(client: Client) -> None:
    trivia = make_trivia()
    made = make_suggestion(trivia.title, row=trivia, text="Shot in mud.")
    Trivia.objects.update(text="Nobody may read this yet.")
    Title.objects.update(is_published=False)
    client.force_login(made.author)
    assert client.get(f"/suggestion/{made.pk}/").status_code == 404
    page = client.get("/contributions/").content.decode()
    assert "To a title that is not on the site now" in page
    client.force_login(make_curator())
    assert "Shot in mud." in client.get(f"/suggestion/{made.pk}/").content.decode()
