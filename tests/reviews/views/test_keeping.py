"""Watchlist, diary and lists: who sees them, and what a member does with them."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from films.models import Title
from films.partial_date import PartialDate
from reviews.following import follow
from reviews.keeping import note_viewing, put_on_list, put_on_watchlist
from reviews.models import ListEntry, ListVisibility, TitleList, Viewing, WatchlistEntry
from tests.factories import make_member, make_title

pytestmark = pytest.mark.django_db


def make_list(member, *titles, **values) -> TitleList:
    title_list = TitleList.objects.create(member=member, **{"name": "Clay and memory"} | values)
    for title in titles:
        put_on_list(title_list, title)
    return title_list


def names_on(title_list: TitleList) -> list[str]:
    return [entry.title.primary_title for entry in title_list.entries.in_order()]


def test_one_click_puts_a_title_on_the_watchlist_and_another_takes_it_off(client: Client) -> None:
    member, title = make_member(), make_title()
    client.force_login(member)
    url = f"{title.get_absolute_url()}watchlist/"
    for _ in range(2):
        assert client.post(url).url == title.get_absolute_url()
    assert WatchlistEntry.objects.of_member(member).count() == 1
    assert b"On your watchlist" in client.get(title.get_absolute_url()).content
    client.post(url, {"remove": "on", "next": "https://elsewhere.example/"})
    assert WatchlistEntry.objects.count() == 0


def test_a_visitor_is_asked_to_log_in_and_keeps_nothing(client: Client) -> None:
    url = f"{make_title().get_absolute_url()}watchlist/"
    assert client.post(url).url.startswith("/accounts/login/")
    assert WatchlistEntry.objects.count() == 0


@pytest.mark.parametrize("part", ["watchlist", "diary"])
def test_what_is_private_is_not_there_for_others(client: Client, part: str) -> None:
    member = make_member()
    url = f"/member/{member.username}/{part}/"
    assert client.get(url).status_code == 404
    client.force_login(make_member())
    assert client.get(url).status_code == 404
    setattr(member, f"has_public_{part}", True)
    member.save()
    page = client.get(url)
    assert page.status_code == 200
    assert 'content="noindex, follow"' in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("part", "queries"), [("watchlist", 2), ("diary", 2), ("lists", 2)])
def test_pages_of_a_member_cost_the_same_for_many_rows(
    client: Client, rows: int, part: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    member = make_member(has_public_watchlist=True, has_public_diary=True)
    for number in range(rows):
        title = make_title(f"Film {number}")
        put_on_watchlist(member, title)
        note_viewing(member, title, PartialDate(2013, 5, 19))
        make_list(member, title, name=f"List {number}", visibility=ListVisibility.PUBLIC)
    with django_assert_num_queries(queries):
        page = client.get(f"/member/{member.username}/{part}/")
    assert len(page.context["page"].rows) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_for_many_titles(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    titles = [make_title(f"Film {number}") for number in range(rows)]
    title_list = make_list(make_member(), *titles, visibility=ListVisibility.PUBLIC)
    with django_assert_num_queries(2):
        page = client.get(title_list.get_absolute_url())
    assert len(page.context["page"].rows) == rows


def test_a_viewing_is_noted_as_exactly_as_known(client: Client) -> None:
    member, title = make_member(), make_title()
    client.force_login(member)
    url = f"{title.get_absolute_url()}viewings/"
    assert client.post(url, {"date": "2014-03", "note": "In Phnom Penh"}).status_code == 302
    assert client.post(url, {"date": ""}).status_code == 302
    assert client.post(url, {"date": "last spring"}).status_code == 422
    viewings = Viewing.objects.of_member(member).latest_first()
    assert [(viewing.date, viewing.note) for viewing in viewings] == [
        (PartialDate(2014, 3), "In Phnom Penh"),
        (None, ""),
    ]


def test_a_viewing_is_its_members_alone_to_change(client: Client) -> None:
    viewing = note_viewing(make_member(), make_title(), PartialDate(2014))
    client.force_login(make_member())
    assert client.get(f"/viewing/{viewing.pk}/").status_code == 404
    assert client.post(f"/viewing/{viewing.pk}/", {"date": "2015"}).status_code == 404
    assert client.post(f"/viewing/{viewing.pk}/deletion/").status_code == 404
    client.force_login(viewing.member)
    client.post(f"/viewing/{viewing.pk}/", {"date": "2015-02"})
    viewing.refresh_from_db()
    assert viewing.date == PartialDate(2015, 2)


@pytest.mark.parametrize(
    ("visibility", "for_others", "listed"), [("public", 200, 1), ("unlisted", 200, 0), ("private", 404, 0)]
)
def test_a_list_is_seen_by_whom_its_member_lets(
    client: Client, visibility: str, for_others: int, listed: int
) -> None:
    title_list = make_list(make_member(), make_title(), visibility=visibility)
    assert client.get(title_list.get_absolute_url()).status_code == for_others
    page = client.get(f"/member/{title_list.member.username}/lists/")
    assert len(page.context["page"].rows) == listed
    client.force_login(title_list.member)
    assert client.get(title_list.get_absolute_url()).status_code == 200
    assert len(client.get(f"/member/{title_list.member.username}/lists/").context["page"].rows) == 1


def test_titles_of_a_list_move_by_buttons_and_close_up_behind_one_that_goes(client: Client) -> None:
    titles = [make_title(name) for name in ("One", "Two", "Three")]
    title_list = make_list(make_member(), *titles)
    client.force_login(title_list.member)
    url = f"{title_list.get_absolute_url()}entry/{title_list.entries.get(title=titles[2]).pk}/"
    client.post(f"{url}place/", {"position": "1"})
    assert names_on(title_list) == ["Three", "One", "Two"]
    client.post(f"{url}place/", {"position": "0"})
    assert names_on(title_list) == ["Three", "One", "Two"]
    client.post(f"{url}place/", {"position": "2"})
    assert names_on(title_list) == ["One", "Three", "Two"]
    client.post(url, {"note": "the middle one"})
    client.post(f"{title_list.get_absolute_url()}entry/{title_list.entries.get(title=titles[0]).pk}/removal/")
    assert list(title_list.entries.in_order().values_list("position", "note")) == [
        (1, "the middle one"),
        (2, ""),
    ]


@pytest.mark.parametrize("path", ["edit/", "deletion/", "entry/{}/", "entry/{}/place/", "entry/{}/removal/"])
def test_a_list_is_its_members_alone_to_change(client: Client, path: str) -> None:
    title_list = make_list(make_member(), make_title(), visibility=ListVisibility.PUBLIC)
    url = title_list.get_absolute_url() + path.format(title_list.entries.get().pk)
    client.force_login(make_member())
    data = {"name": "Mine now", "visibility": "public", "position": "1", "note": "x"}
    assert client.post(url, data).status_code == 404
    title_list.refresh_from_db()
    assert (title_list.name, ListEntry.objects.get().note) == ("Clay and memory", "")


def test_a_list_is_made_with_a_name_of_its_own(client: Client) -> None:
    member, title = make_member(), make_title()
    client.force_login(member)
    form = {"name": "Clay and memory", "visibility": "private"}
    made = client.post("/lists/new/", form)
    assert client.post("/lists/new/", form).status_code == 422
    assert client.post("/lists/new/", {**form, "name": "  \u200b"}).status_code == 422
    title_list = TitleList.objects.get()
    assert made.url == title_list.get_absolute_url()
    client.post(f"{title.get_absolute_url()}lists/", {"list": title_list.key})
    assert names_on(title_list) == [title.primary_title]
    assert client.post(f"{title.get_absolute_url()}lists/", {"list": "no\x00ne"}).status_code == 404


def test_a_viewing_changed_into_another_one_is_told_so(client: Client) -> None:
    member, title = make_member(), make_title()
    note_viewing(member, title, PartialDate(2014))
    viewing = note_viewing(member, title, PartialDate(2015))
    client.force_login(member)
    page = client.post(f"/viewing/{viewing.pk}/", {"date": "2014"})
    assert page.status_code == 422
    assert b"Your diary has this viewing already." in page.content


def test_the_script_of_a_page_gets_back_the_button_alone(client: Client) -> None:
    member, title = make_member(), make_title()
    client.force_login(member)
    url = f"{title.get_absolute_url()}watchlist/"
    answer = client.post(url, {"next": "/chart/top/"}, headers={"X-In-Place": "1"})
    assert (answer.context["is_on"], answer.context["next"]) == (True, "/chart/top/")
    assert b"On your watchlist" in answer.content
    assert b"<html" not in answer.content
    answer = client.post(url, {"remove": "on"}, headers={"X-In-Place": "1"})
    assert b"On your watchlist" not in answer.content


@pytest.mark.parametrize("part", ["watchlist", "diary", "list", "following"])
def test_title_that_is_off_the_site_is_counted_to_its_member_alone_and_comes_back(
    client: Client, part: str
) -> None:
    member = make_member(has_public_watchlist=True, has_public_diary=True)
    shown, gone = make_title("Shown"), make_title("Gone")
    for title in (shown, gone):
        put_on_watchlist(member, title)
        note_viewing(member, title, PartialDate(2014))
        note_viewing(member, title, PartialDate(2015))
        follow(member, title)
    title_list = make_list(member, gone, shown, visibility=ListVisibility.PUBLIC)
    addresses = {"list": title_list.get_absolute_url(), "following": "/following/"}
    address = addresses.get(part, f"/member/{member.username}/{part}/")
    told = "1 more title here is not on the site now."
    Title.objects.filter(pk=gone.pk).update(is_published=False)
    if part != "following":
        page = client.get(address).content.decode()
        assert ("Shown" in page, "Gone" in page, told in page) == (True, False, False)
    client.force_login(member)
    page = client.get(address).content.decode()
    assert ("Shown" in page, "Gone" in page, told in page) == (True, False, True)
    Title.objects.update(is_published=True)
    page = client.get(address).content.decode()
    assert ("Shown" in page, "Gone" in page, told in page) == (True, True, False)


def test_counts_on_the_page_of_a_member_are_of_what_is_shown(client: Client) -> None:
    member = make_member(has_public_watchlist=True, has_public_diary=True)
    titles = [make_title("Shown"), make_title("Gone")]
    for title in titles:
        put_on_watchlist(member, title)
        note_viewing(member, title, None)
    make_list(member, *titles, visibility=ListVisibility.PUBLIC)
    Title.objects.filter(primary_title="Gone").update(is_published=False)
    context = client.get(f"/member/{member.username}/").context
    assert context["kept_counts"] == {"watchlist": 1, "diary": 1}
    assert [title_list.entry_count for title_list in context["lists"]] == [1]
