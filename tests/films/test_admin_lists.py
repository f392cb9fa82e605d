"""The desk's lists: what is registered, what a list asks, what a name becomes."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from films.admin import lists, paginator
from films.admin.paginator import BoundedPaginator
from films.models import (
    AwardEvent,
    DuplicateCandidate,
    Genre,
    Image,
    LargeChange,
    Merge,
    Quote,
    Revision,
    Suggestion,
    Title,
)
from films.models.version import Version
from films.search import find, index_people, index_with_people, sqlite
from tests.factories import make_credit, make_genre, make_person, make_title
from tests.pictures import make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(settings: Any, db: None) -> None:
    settings.REQUIRE_STAFF_MFA = False
    ContentType.objects.get_for_model(Title)


def films_admins() -> list[admin.ModelAdmin]:
    return [each for model, each in admin.site._registry.items() if model._meta.app_label == "films"]


def test_every_model_of_the_catalogue_is_on_the_desk() -> None:
    inlined = {inline.model for each in films_admins() for inline in each.inlines}
    missing = {
        model.__name__
        for model in apps.get_app_config("films").get_models()
        if model not in admin.site._registry and model not in inlined and not issubclass(model, Version)
    }
    # The search index, what revisions did and how merges are undone, which nobody edits.
    assert missing == {
        "Change",
        "DuplicateScan",
        "LikenessKey",
        "MergedRecord",
        "MergedRow",
        "PersonEntry",
        "TitleEntry",
    }


@pytest.mark.parametrize("model_admin", films_admins(), ids=lambda each: each.model.__name__)
def test_every_list_can_be_searched_and_opens_in_few_queries(
    admin_client: Client, django_assert_max_num_queries: Any, model_admin: admin.ModelAdmin
) -> None:
    address = f"/admin/films/{model_admin.model._meta.model_name}/"
    for query in ("", "?q=kh", "?q=%00", "?p=999999999999999999999", "?q=" + "x" * 5_000):
        with django_assert_max_num_queries(13):
            assert admin_client.get(address + query).status_code in (200, 302)
    assert 'id="searchbar"' in admin_client.get(address).content.decode()
    may_add = model_admin.model not in (DuplicateCandidate, LargeChange, Merge, Revision, Suggestion)
    assert admin_client.get(f"{address}add/").status_code == (200 if may_add else 403)


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_open_in_a_fixed_number_of_queries(
    admin_client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        make_credit(make_title(f"Title {number}"))
    for name in ("title", "person", "credit"):
        with django_assert_num_queries(5):
            assert admin_client.get(f"/admin/films/{name}/").status_code == 200


def test_bounded_paginator_counts_no_further_than_its_bound(
    monkeypatch: Any, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(paginator, "COUNTED", 3)
    for number in range(5):
        make_title(f"Title {number}")
    with django_assert_num_queries(1) as asked:
        pages = BoundedPaginator(Title.objects.order_by("pk"), 2)
        assert (pages.count, pages.num_pages, pages.is_cut) == (3, 2, True)
    assert "LIMIT 4" in asked.captured_queries[0]["sql"]
    assert BoundedPaginator(Title.objects.filter(primary_title="Title 1").order_by("pk"), 2).is_cut is False


def test_cut_list_says_that_there_is_more(admin_client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(paginator, "COUNTED", 2)
    for number in range(3):
        make_title(f"Title {number}")
    page = admin_client.get("/admin/films/title/").content.decode()
    assert "More than 2 titles. Search or filter to find the rest." in page


def test_code_is_found_by_searching_for_it(admin_client: Client) -> None:
    title = make_title()
    title.certificate_set.create(country="KH", rating="NC15")
    title.certificate_set.create(country="FR", rating="U")
    page = admin_client.get("/admin/films/certificate/?q=kh").content.decode()
    assert re.findall(r"field-country[^>]*>(\w+)", page) == ["KH"]


def test_name_gets_its_address_once(admin_client: Client) -> None:
    admin_client.post("/admin/films/genre/add/", {"name": "Film Noir"})
    genre = Genre.objects.get()
    assert genre.slug == "film-noir"
    admin_client.post(f"/admin/films/genre/{genre.pk}/change/", {"name": "Noir"})
    genre.refresh_from_db()
    assert (genre.name, genre.slug) == ("Noir", "film-noir")


def test_name_too_like_another_is_refused_in_words(admin_client: Client) -> None:
    make_genre("Film-Noir")
    response = admin_client.post("/admin/films/genre/add/", {"name": "film noir"})
    assert "This is too like “Film-Noir”." in response.content.decode()
    response = admin_client.post("/admin/films/genre/add/", {"name": "Film-Noir"})
    assert "Genre with this Name already exists." in response.content.decode()
    admin_client.post("/admin/films/awardevent/add/", {"name": "Cannes", "headline_prize": ""})
    assert AwardEvent.objects.get().slug == "cannes"


def test_quote_is_written_with_its_lines(admin_client: Client) -> None:
    title = make_title()
    lines = {"quoteline_set-TOTAL_FORMS": 2, "quoteline_set-INITIAL_FORMS": 0}
    for number, text in enumerate(["I seek my childhood.", "Like a lost picture."]):
        lines |= {f"quoteline_set-{number}-text": text, f"quoteline_set-{number}-position": number}
    admin_client.post("/admin/films/quote/add/", {"title": title.pk, "position": 0, **lines})
    quote = Quote.objects.get()
    assert [line.text for line in quote.quoteline_set.order_by("position")] == [
        "I seek my childhood.",
        "Like a lost picture.",
    ]
    page = admin_client.get(f"/admin/films/title/{title.pk}/quotes/").content.decode()
    assert "I seek my childhood. / Like a lost picture." in page
    assert f'href="/admin/films/quote/{quote.pk}/change/"' in page


def test_picture_replaced_or_deleted_on_the_desk_leaves_its_files_for_a_revert(
    admin_client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    person = make_person()
    image = Image.objects.create(person=person, file=make_upload(), licence="CC0", credit="CDP")
    storage, first = image.file.storage, image.file.name
    values = {"kind": "portrait", "person": person.pk, "licence": "CC0", "credit": "CDP", "position": 0}
    with django_capture_on_commit_callbacks(execute=True):
        address = f"/admin/films/image/{image.pk}/"
        response = admin_client.post(
            f"{address}change/", {**values, "file": make_upload(width=99, height=99)}
        )
    assert response.status_code == 302
    second = Image.objects.get().file.name
    assert first != second
    with django_capture_on_commit_callbacks(execute=True):
        data = {"action": "delete_selected", "_selected_action": image.pk, "post": "yes"}
        admin_client.post("/admin/films/image/", data)
    assert not Image.objects.exists()
    assert (storage.exists(first), storage.exists(second)) == (True, True)


def test_choosing_what_does_not_exist_is_told_in_words(admin_client: Client) -> None:
    for absurd in ("999", "9" * 40, "abc", "-1"):
        response = admin_client.post("/admin/films/synopsis/add/", {"title": absurd, "text": "It ends."})
        assert response.status_code == 200
        assert "Select a valid choice." in response.content.decode()


def test_search_finds_what_the_desk_has_just_written(admin_client: Client) -> None:
    person = make_person("Rithy Panh")
    values = {
        "primary_title": "Graves Without a Name",
        "title_type": "movie",
        "is_published": "on",
        "year": 2018,
    }
    admin_client.post("/admin/films/title/add/", values)
    title = Title.objects.get()
    assert [hit.id for hit in find("graves").titles] == [title.pk]
    row = {"title": title.pk, "person": person.pk, "category": "director", "billing": 0}
    data = {f"credit_set-0-{name}": value for name, value in row.items()}
    counts = {"credit_set-TOTAL_FORMS": 1, "credit_set-INITIAL_FORMS": 0}
    admin_client.post(f"/admin/films/title/{title.pk}/credits/", data | counts)
    assert [hit.line for hit in find("rithy").people] == ["Graves Without a Name (2018)"]
    assert [hit.line for hit in find("graves").titles] == ["Rithy Panh"]
    admin_client.post(f"/admin/films/credit/{title.credit_set.get().pk}/delete/", {"post": "yes"})
    assert [hit.line for hit in find("graves").titles] == [""]
    assert [hit.line for hit in find("rithy").people] == [""]
    admin_client.post(f"/admin/films/person/{person.pk}/delete/", {"post": "yes"})
    assert find("rithy").people == []
    admin_client.post(f"/admin/films/title/{title.pk}/change/", {**values, "is_published": ""})
    assert find("graves").titles == []


def test_autocomplete_finds_people_by_name(admin_client: Client) -> None:
    person = make_person("Rithy Panh")
    index_people([person.pk, make_person("Randal Douc").pk])
    query = {"app_label": "films", "model_name": "credit", "field_name": "person", "term": "rithy"}
    found = admin_client.get("/admin/autocomplete/", query).json()
    assert found["results"] == [{"id": str(person.pk), "text": "Rithy Panh"}]


def test_titles_people_and_their_rows_are_found_as_the_site_finds_them_and_drafts_too(
    admin_client: Client,
) -> None:
    title, person = make_title("L’image manquante"), make_person("Rithy Panh")
    draft = make_title("Graves Without a Name", is_published=False)
    make_credit(title, person, characters="Narrator")
    index_with_people([title.pk, draft.pk])
    for address, names in {
        "title/?q=image manquante": ["L’image manquante"],
        "title/?q=graves": ["Graves Without a Name"],
        "title/?q=age": [],
        "person/?q=panh rithy": ["Rithy Panh"],
        "credit/?q=limage": ["Rithy Panh"],
        "credit/?q=rithy": ["Rithy Panh"],
        "credit/?q=arrat": ["Rithy Panh"],
        "credit/?q=nobody": [],
    }.items():
        found = admin_client.get(f"/admin/films/{address}").context["cl"].result_list
        assert [getattr(row, "name", str(row)).removesuffix(" (2013)") for row in found] == names, address


@pytest.mark.sqlite
def test_list_that_takes_too_long_is_given_up_and_says_so(admin_client: Client, monkeypatch: Any) -> None:
    make_title()
    monkeypatch.setattr(lists, "SECONDS", 0)
    monkeypatch.setattr(sqlite, "_INSTRUCTIONS_BETWEEN_LOOKS", 1)
    page = admin_client.get("/admin/films/title/?title_type__exact=movie").content.decode()
    assert "Too many rows to look through." in page
    assert "0 titles" in page
    assert "1 title" in admin_client.get("/admin/films/title/").content.decode()
