"""What is too much for a request: tried by the worker, confirmed, written by the worker, once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from films.history import revising
from films.large_changes.work import carry_out, progress_key
from films.models import LargeChange, Revision, Tagline, Title
from films.progress import SHARED, counting, step, steps_done
from tests.factories import make_member, make_staff, make_title

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False
    settings.DESK_ROWS_AT_ONCE = 2


@pytest.fixture
def curator(client: Client) -> User:
    member = make_staff("curator", username="sothea")
    client.force_login(member)
    return member


def send(client: Client, text: str) -> Any:
    file = SimpleUploadedFile("lines.csv", text.encode())
    return client.post("/admin/films/tagline/import/", {"file": file, "note": "From the poster"})


def send_three(
    client: Client, title: Title | None = None, texts: tuple[str, ...] = ("One", "Two", "Three")
) -> Any:
    title = title or make_title()
    return send(client, "id,title,text\n" + "".join(f",{title.pk},{text}\n" for text in texts))


def asked() -> LargeChange:
    """The one that there is, once the worker has done what is to do."""
    change = LargeChange.objects.get()
    carry_out.call(change.pk)
    change.refresh_from_db()
    return change


def page(client: Client, change: LargeChange) -> str:
    return client.get(change.get_absolute_url()).content.decode()


def say(client: Client, change: LargeChange, action: str = "write", **values: str) -> int:
    return client.post(change.get_absolute_url(), {"action": action, **values}).status_code


@pytest.mark.usefixtures("curator")
def test_large_sheet_is_tried_shown_confirmed_and_written_as_one_revision(client: Client) -> None:
    response = send_three(client)
    change = LargeChange.objects.get()
    assert (response.status_code, response["Location"]) == (302, change.get_absolute_url())
    assert "0 of 3 rows" in page(client, change)
    change = asked()
    assert (change.status, Tagline.objects.count(), Revision.objects.count()) == ("ready", 0, 0)
    shown = page(client, change)
    assert ("It would write 3 rows" in shown, "<ins>Three</ins>" in shown) == (True, True)
    say(client, change)
    change.refresh_from_db()
    assert "It is being written." in page(client, change)
    change = asked()
    assert (change.status, bytes(change.content)) == ("done", b"")
    revision = Revision.objects.get()
    assert (revision.kind, revision.note, revision.made_by) == ("import", "From the poster", change.asked_by)
    assert list(Tagline.objects.order_by("pk").values_list("text", flat=True)) == ["One", "Two", "Three"]
    assert f"/admin/films/revision/{revision.pk}/change/" in page(client, change)


@pytest.mark.usefixtures("curator")
def test_small_sheet_is_shown_at_once(client: Client) -> None:
    assert send_three(client, texts=("One", "Two")).status_code == 200
    assert not LargeChange.objects.exists()


@pytest.mark.usefixtures("curator")
def test_nothing_is_written_twice_however_often_it_runs_or_is_confirmed(client: Client) -> None:
    send_three(client)
    change = asked()
    for _again in range(2):
        say(client, change)
    for _again in range(3):
        asked()
    say(client, change)
    asked()
    assert (Tagline.objects.count(), Revision.objects.count()) == (3, 1)


@pytest.mark.usefixtures("curator")
def test_mistakes_of_a_large_sheet_are_told_and_nothing_is_written(client: Client) -> None:
    send_three(client, texts=("One", "x" * 301, "Three"))
    change = asked()
    assert (change.status, Tagline.objects.exists()) == ("refused", False)
    assert "at most 300 characters" in page(client, change)
    say(client, change)
    change.refresh_from_db()
    assert change.status == "refused"


@pytest.mark.usefixtures("curator")
def test_sheet_that_would_do_something_else_by_now_is_shown_again(client: Client) -> None:
    title = make_title()
    lines = [Tagline.objects.create(title=title, text=text) for text in ("One", "Two", "Three")]
    send(client, "id,title,text\n" + "".join(f"{line.pk},{title.pk},{line.text}!\n" for line in lines))
    change = asked()
    Tagline.objects.filter(pk=lines[0].pk).update(text="Eins")
    say(client, change)
    change = asked()
    assert (change.status, Revision.objects.exists()) == ("ready", False)
    assert "has changed meanwhile" in page(client, change)
    say(client, change)
    assert (asked().status, Revision.objects.count()) == ("done", 1)


def test_rights_that_go_meanwhile_stop_it(client: Client, curator: User) -> None:
    send_three(client)
    change = asked()
    say(client, change)
    curator.groups.clear()
    change = asked()
    assert (change.status, Tagline.objects.exists()) == ("refused", False)
    assert change.outcome == {"refusal": "Who asked for it may not do it any more."}


def vandalise(vandal: User) -> tuple[Title, Revision]:
    title = make_title(plot_outline="Clay figures.")
    with revising(by=vandal) as revision:
        title.plot_outline = "Nothing happens."
        title.save()
        for text in ("Ha", "Hi", "Ho"):
            Tagline.objects.create(title=title, text=text)
    return title, revision


@pytest.mark.usefixtures("curator")
def test_large_revert_is_tried_first_and_leaves_what_others_changed(client: Client) -> None:
    title, revision = vandalise(make_member())
    title.plot_outline = "Something happens."
    title.save()
    address = f"/admin/films/revision/{revision.pk}/revert/"
    assert "tried in the background" in client.get(address).content.decode()
    client.post(address)
    change = asked()
    assert (change.status, Tagline.objects.count()) == ("ready", 3)
    assert "Changed again since: plot outline." in page(client, change)
    say(client, change, note="Vandalism")
    change = asked()
    assert (change.status, "has changed meanwhile" in page(client, change)) == ("ready", True)
    say(client, change, note="Vandalism", skip_conflicts="on")
    change = asked()
    title.refresh_from_db()
    assert (change.status, title.plot_outline, Tagline.objects.exists()) == (
        "done",
        "Something happens.",
        False,
    )
    made = Revision.objects.get(kind="revert")
    assert (made.note, made.reverts, made.made_by) == ("Vandalism", revision, change.asked_by)


@pytest.mark.usefixtures("curator")
def test_reason_of_a_large_revert_is_asked_for(client: Client) -> None:
    _title, revision = vandalise(make_member())
    client.post(f"/admin/films/revision/{revision.pk}/revert/")
    assert say(client, asked(), note=" ") == 422
    assert LargeChange.objects.get().status == "ready"


@pytest.mark.usefixtures("curator")
def test_all_that_a_vandal_did_is_undone_in_the_background(client: Client) -> None:
    vandal = make_member(username="vandal")
    title, _revision = vandalise(vandal)
    since = f"{timezone.now() - timedelta(days=1):%Y-%m-%d %H:%M}"
    asking = {"member": "vandal", "since": since, "note": "Vandalism"}
    address = "/admin/films/revision/undo-member/"
    assert "See what it would come to" in client.get(address, asking).content.decode()
    client.post(address, asking)
    change = asked()
    with revising(by=vandal):  # after it was looked at
        Tagline.objects.create(title=title, text="Late")
    say(client, change, note="Vandalism")
    change = asked()
    title.refresh_from_db()
    assert (change.status, title.plot_outline) == ("done", "Clay figures.")
    assert list(Tagline.objects.values_list("text", flat=True)) == ["Late"]
    assert "Reverted: 1 revision." in page(client, change)


def test_nobody_sees_or_confirms_what_somebody_else_asked_for(client: Client, curator: User) -> None:
    send_three(client)
    change = asked()
    client.force_login(make_staff("administrator"))
    assert client.get(change.get_absolute_url()).status_code == 404
    assert say(client, change) == 404
    client.force_login(make_staff("moderator"))
    assert client.get(change.get_absolute_url()).status_code == 403
    client.force_login(curator)
    assert client.get("/admin/films/largechange/99999999999999999999/change/").status_code == 404


@pytest.mark.usefixtures("curator")
def test_what_waits_is_forgotten_by_word_or_in_time(client: Client) -> None:
    send_three(client)
    say(client, LargeChange.objects.get(), "discard")  # the worker has it
    assert LargeChange.objects.exists()
    say(client, asked(), "discard")
    assert not LargeChange.objects.exists()
    send_three(client)
    asked()
    call_command("clear_large_changes", verbosity=0)
    assert LargeChange.objects.count() == 1
    LargeChange.objects.update(asked_at=timezone.now() - timedelta(days=31))
    call_command("clear_large_changes", verbosity=0)
    assert not LargeChange.objects.exists()


@pytest.mark.usefixtures("curator")
def test_progress_is_told_beside_the_database(client: Client) -> None:
    send_three(client)
    change = LargeChange.objects.get()
    caches[SHARED].set(progress_key(change), 2)
    assert "2 of 3 rows" in page(client, change)


def test_steps_are_counted_while_somebody_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("films.progress._PAUSE", 0)
    step()
    with counting("clay"):
        step()
        step()
        assert steps_done("clay") == 2
    assert steps_done("clay") == 0


def test_list_of_large_changes_takes_a_fixed_number_of_queries(
    client: Client, curator: User, django_assert_num_queries: Any
) -> None:
    for many in (1, 3):
        while LargeChange.objects.count() < many:
            LargeChange.objects.create(asked_by=curator, deed="sheet", name="taglines")
        client.get("/admin/films/largechange/")
        with django_assert_num_queries(6):
            client.get("/admin/films/largechange/")
