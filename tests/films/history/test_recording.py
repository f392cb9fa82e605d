"""What is kept of a change: the versions on both sides of it, and the deed it belongs to."""

from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from films.history import describe, revising
from films.models import Change, Credit, Image, Quote, Revision, Title
from films.models.version import Version
from tests.factories import make_credit, make_member, make_person, make_title, make_trivia
from tests.pictures import make_upload

pytestmark = pytest.mark.django_db


def versions(row: Any) -> list[tuple[Any, ...]]:
    """(what happened, in which revision) of each version of a row, the first one first."""
    return list(row.history.order_by("history_id").values_list("history_type", "revision_id"))


def test_change_keeps_both_sides_under_one_revision() -> None:
    title, member = make_title(plot_outline="Clay."), make_member()
    with revising(by=member, note="It is a film", source_url="https://example.org/") as revision:
        title.plot_outline = "Clay figures."
        title.save()
        credit = make_credit(title)
    assert (revision.kind, revision.made_by, revision.is_by_site) == ("edit", member, False)
    assert versions(title) == [("+", None), ("~", revision.pk)]
    assert [each.plot_outline for each in title.history.order_by("history_id")] == ["Clay.", "Clay figures."]
    changes = list(Change.objects.order_by("pk").values_list("model", "row_id", "title_id", "person_id"))
    assert changes == [
        ("title", title.pk, title.pk, None),
        ("person", credit.person_id, None, credit.person_id),
        ("credit", credit.pk, title.pk, credit.person_id),
    ]


def test_change_names_the_versions_before_and_after() -> None:
    title = make_title()
    with revising(by=None):
        trivia = make_trivia(title, text="One.")
    with revising(by=None):
        trivia.text = "Two."
        trivia.save()
    with revising(by=None) as last:
        trivia.delete()
    model = type(trivia).history.model
    text = dict(model.objects.values_list("history_id", "text"))
    told = [(text.get(each.before_id), text.get(each.after_id)) for each in Change.objects.order_by("pk")]
    assert told == [(None, "One."), ("One.", "Two."), ("Two.", None)]
    assert last.is_by_site is True


def test_what_changes_nothing_is_not_kept() -> None:
    title = make_title()
    with revising(by=None) as revision:
        title.save()
        title.vote_count = 5
        title.save()
    assert (revision.pk, Revision.objects.count(), title.history.count()) == (None, 0, 0)


def test_rows_that_come_in_bulk_get_their_first_version_when_they_are_changed() -> None:
    title = make_title()
    Credit.objects.bulk_create([Credit(title=title, credited_as="Villagers", category="thanks")])
    credit = Credit.objects.get()
    assert versions(credit) == []
    with revising(by=None) as revision:
        credit.credited_as = "The villagers"
        credit.save()
    assert versions(credit) == [("+", None), ("~", revision.pk)]


def test_what_was_written_past_the_versions_is_kept_as_what_was_before() -> None:
    title = make_title()
    with revising(by=None):
        title.year = 2014
        title.save()
    Title.objects.update(year=2015)
    with revising(by=None) as revision:
        title.year = 2016
        title.save()
    assert list(title.history.order_by("history_id").values_list("year", "revision_id")) == [
        (2013, None),
        (2014, Revision.objects.earliest("pk").pk),
        (2015, None),
        (2016, revision.pk),
    ]


def test_saving_outside_of_a_revision_is_the_sites_own() -> None:
    title = make_title()
    title.year = 2014
    title.save()
    assert (versions(title), Change.objects.count()) == ([("+", None), ("~", None)], 0)


def test_deleting_a_title_keeps_all_that_goes_with_it() -> None:
    title = make_title()
    quote = Quote.objects.create(title=title)
    quote.quoteline_set.create(text="There are so many images.")
    person = make_credit(title).person
    key = title.pk
    with revising(by=None):
        title.delete()
    told = sorted(Change.objects.values_list("model", "title_id", "person_id"))
    assert told == [
        ("credit", key, person and person.pk),
        ("quote", key, None),
        ("quoteline", key, None),
        ("title", key, None),
    ]


def test_rows_that_only_lose_a_reference_change_too() -> None:
    title = make_title()
    title.poster = Image.objects.create(title=title, file=make_upload(), licence="CC0", credit="CDP")
    title.save()
    with revising(by=None):
        title.poster.delete()
    assert sorted(Change.objects.values_list("model", flat=True)) == ["image", "title"]
    title.refresh_from_db()
    assert title.poster_id is None


def test_failure_leaves_neither_rows_nor_revision() -> None:
    title = make_title()

    def fail() -> None:
        with revising(by=None):
            make_trivia(title)
            make_trivia(title, text="")

    with pytest.raises(IntegrityError):
        fail()
    assert (title.trivia_set.count(), Revision.objects.count(), Change.objects.count()) == (0, 0, 0)


def test_revision_inside_of_another_is_that_one() -> None:
    with revising(by=None, note="Outer") as outer, revising(by=None, note="Inner") as inner:
        describe("Told late", "")
        make_title()
    assert inner is outer
    assert Revision.objects.get().note == "Told late"


def test_member_who_leaves_is_not_taken_for_the_site() -> None:
    member = make_member()
    with revising(by=member):
        make_title()
    member.delete()
    revision = Revision.objects.get()
    assert (revision.made_by, revision.is_by_site) == (None, False)


def test_versions_never_keep_counters() -> None:
    names = {field.name for model in Version.__subclasses__() for field in model._meta.fields}
    assert names & {"vote_count", "score", "updated_at"} == set()


def test_desk_keeps_who_and_why(admin_client: Client, admin_user: Any, settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False
    title = make_title()
    values = {"primary_title": "L’image manquante", "title_type": "movie", "is_published": "on"}
    why = {"revision_note": "Its own name", "revision_source": "https://example.org/poster"}
    address = f"/admin/films/title/{title.pk}/change/"
    assert admin_client.post(address, {**values, **why}).status_code == 302
    revision = Revision.objects.get()
    assert (revision.made_by, revision.note, revision.source_url) == (admin_user, *why.values())
    admin_client.post(address, {**values, **why})
    assert Revision.objects.count() == 1


def test_desk_gives_back_what_was_typed_as_a_reason(admin_client: Client, settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False
    title = make_title()
    values = {
        "primary_title": "",
        "title_type": "movie",
        "revision_note": "Why <not>",
        "revision_source": "x y",
    }
    page = admin_client.post(f"/admin/films/title/{title.pk}/change/", values).content.decode()
    assert 'value="Why &lt;not&gt;"' in page
    assert "Enter a valid URL." in page
    assert Revision.objects.exists() is False


def test_desk_deletes_inside_a_revision(admin_client: Client, settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False
    person, other = make_person(), make_person("Other")
    page = admin_client.get(f"/admin/films/person/{person.pk}/delete/").content.decode()
    assert 'name="revision_note"' in page
    why = {"post": "yes", "revision_note": "There is no such person"}
    admin_client.post(f"/admin/films/person/{person.pk}/delete/", why)
    assert Revision.objects.get().note == "There is no such person"
    chosen = {"action": "delete_selected", "_selected_action": other.pk, "post": "yes"}
    admin_client.post("/admin/films/person/", chosen)
    deleted = Change.objects.order_by("pk").values_list("revision__made_by__username", "row_id", "after_id")
    assert list(deleted) == [("admin", person.pk, None), ("admin", other.pk, None)]
