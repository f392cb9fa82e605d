"""The desk's pages for merging, and who may open and send them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from films.models import Merge, Synopsis, Title
from tests.factories import make_credit, make_member, make_person, make_staff, make_title

pytestmark = pytest.mark.django_db

COMPARE, PREVIEW = "/admin/films/merge/compare/", "/admin/films/merge/preview/"


@pytest.fixture(autouse=True)
def desk(settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False


@pytest.fixture
def curator(client: Client) -> Client:
    client.force_login(make_staff("curator", username="curator"))
    return client


def pair(**values: Any) -> dict[str, Any]:
    kept, lost = make_title(), make_title("L’image manquante", 2014)
    return {"kind": "title", "kept": kept.pk, "lost": lost.pk, **values}


def test_records_are_chosen_by_number_or_address(curator: Client) -> None:
    kept, lost = make_title(), make_title("L’image manquante")
    form = {"kind": "title", "kept": str(kept.pk), "lost": f"https://site.example{lost.get_absolute_url()}"}
    response = curator.get("/admin/films/merge/choose/", form)
    assert response.headers["Location"] == f"{COMPARE}?kind=title&kept={kept.pk}&lost={lost.pk}"


@pytest.mark.parametrize(
    "wrong", ["", "nobody", "0", "999999999999999", "9" * 400, "\x00", "/title/7x/"], ids=repr
)
def test_what_is_no_record_is_said_next_to_the_field(curator: Client, wrong: str) -> None:
    form = {"kind": "title", "kept": make_title().pk, "lost": wrong}
    response = curator.get("/admin/films/merge/choose/", form)
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"lost"}
    for address in (COMPARE, PREVIEW):
        assert curator.get(address, form).status_code == 422
    assert curator.post(PREVIEW, form).status_code == 422


def test_same_record_twice_and_unknown_kind_are_refused(curator: Client) -> None:
    key = make_title().pk
    for form in ({"kind": "title", "kept": key, "lost": key}, {"kind": "genre", "kept": key, "lost": key}):
        assert curator.get("/admin/films/merge/choose/", form).status_code == 422


def test_change_form_leads_to_choosing(curator: Client) -> None:
    person = make_person()
    page = curator.get(f"/admin/films/person/{person.pk}/change/").content.decode()
    assert f"/admin/films/merge/choose/?kind=person&amp;kept={person.pk}" in page
    choose = curator.get(f"/admin/films/merge/choose/?kind=person&kept={person.pk}")
    assert (choose.status_code, choose.context["form"]["kept"].value()) == (200, str(person.pk))


def test_comparing_shows_fields_and_rows_side_by_side(curator: Client) -> None:
    form, person = pair(), make_person()
    make_credit(Title.objects.get(pk=form["kept"]), person)
    make_credit(Title.objects.get(pk=form["lost"]), person)
    for key in ("kept", "lost"):
        Synopsis.objects.create(title_id=form[key], text=f"All of {key}.")
    response = curator.get(COMPARE, form)
    assert [side.name for side in response.context["differing"]] == ["primary_title", "year"]
    counts = {
        line["name"]: (line["kept"], line["lost"], line.get("same")) for line in response.context["counts"]
    }
    assert counts == {"credits": (1, 1, 1), "synopses": (1, 1, 1)}
    page = response.content.decode()
    assert "All of kept." in page
    assert "All of lost." in page
    assert Title.objects.count() == 2


def test_previewing_merging_and_undoing(curator: Client) -> None:
    form = pair(**{"field-year": "lost", "field-synopsis": "lost", "field-nothing": "lost"})
    for key in ("kept", "lost"):
        Synopsis.objects.create(title_id=form[key], text=f"All of {key}.")
    response = curator.get(PREVIEW, form)
    assert [(side.name, side.lost) for side in response.context["changes"]] == [("year", "2014")]
    assert response.context["hidden"] == [("field-year", "lost"), ("field-synopsis", "lost")]
    sent = curator.post(PREVIEW, {**form, "note": "The same film."})
    made = Merge.objects.get()
    assert sent.headers["Location"] == f"/admin/films/merge/{made.pk}/change/"
    assert (made.note, str(made.made_by)) == ("The same film.", "curator")
    assert list(Title.objects.values_list("primary_title", "year")) == [("The Missing Picture", 2014)]
    assert list(Synopsis.objects.values_list("text", flat=True)) == ["All of lost."]
    assert curator.post(PREVIEW, form).status_code == 422
    page = curator.get(sent.headers["Location"])
    assert "Undo this merge" in page.content.decode()
    curator.post(f"/admin/films/merge/{made.pk}/undoing/")
    assert Title.objects.count() == 2
    assert "Everything was put back as it was." in curator.get(sent.headers["Location"]).content.decode()
    again = curator.post(f"/admin/films/merge/{made.pk}/undoing/", follow=True)
    assert "This merge has been undone already." in again.content.decode()


def test_what_cannot_be_merged_is_said(curator: Client) -> None:
    form = pair()
    Title.objects.filter(pk=form["lost"]).update(title_type="tv_episode", series=form["kept"])
    for address in (COMPARE, PREVIEW):
        assert "One is an episode of the other." in curator.get(address, form).content.decode()
    assert curator.post(PREVIEW, form).status_code == 422
    assert Title.objects.count() == 2


@pytest.mark.parametrize("who", ["moderator", "staff", "member", "visitor"])
def test_merging_is_closed_to_all_but_curators(client: Client, who: str) -> None:
    form = pair()
    made = Merge.objects.create(kind="title", kept_id=form["kept"], lost_id=99, kept_name="A", lost_name="B")
    if who != "visitor":
        staff = make_staff(who) if who == "moderator" else make_member(is_staff=who == "staff")
        client.force_login(staff)
    expected = 403 if who in ("moderator", "staff") else 302
    for address in ("/admin/films/merge/choose/", COMPARE, PREVIEW, f"/admin/films/merge/{made.pk}/change/"):
        assert client.get(address, form).status_code == expected, address
    assert client.post(PREVIEW, form).status_code == expected
    assert client.post(f"/admin/films/merge/{made.pk}/undoing/").status_code == expected
    assert (Title.objects.count(), Merge.objects.standing().count()) == (2, 1)


def test_locked_title_is_merged_by_those_who_may_change_it(client: Client) -> None:
    form = pair()
    Title.objects.filter(pk=form["lost"]).update(is_locked=True)
    client.force_login(make_staff("curator"))
    for response in (client.get(COMPARE, form), client.get(PREVIEW, form), client.post(PREVIEW, form)):
        assert (response.status_code, response.context["form"].errors.keys()) == (422, {"lost"})
    client.force_login(make_staff("administrator"))
    assert client.post(PREVIEW, form).status_code == 302
    assert Title.objects.count() == 1


def test_nothing_is_merged_or_undone_by_looking(curator: Client) -> None:
    form = pair()
    curator.get(PREVIEW, {**form, "note": "x"})
    assert (Title.objects.count(), Merge.objects.count()) == (2, 0)
    assert curator.get("/admin/films/merge/1/undoing/").status_code == 405
    assert curator.post("/admin/films/merge/1/undoing/").status_code == 404
    assert curator.get("/admin/films/merge/99999999999999999999/change/").status_code == 404


def test_list_of_merges(curator: Client) -> None:
    Merge.objects.create(kind="title", kept_id=1, lost_id=2, kept_name="A", lost_name="B")
    page = curator.get(reverse("admin:films_merge_changelist"), {"q": "B"}).content.decode()
    assert "B → A" in page
