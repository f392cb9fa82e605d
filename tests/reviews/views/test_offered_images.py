import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from films.management.commands.sweep_images import kept_names
from films.models import Image, Suggestion
from reviews.contributing import seen_digest
from tests.factories import make_curator, make_member, make_person, make_title
from tests.pictures import make_upload, picture_bytes

pytestmark = pytest.mark.django_db

TYPED = {
    "row-kind": "poster",
    "row-licence": "CC BY 4.0",
    "row-credit": "A photographer",
    "row-caption": "A poster",
}


def upload(content: bytes | None = None) -> SimpleUploadedFile:
    return make_upload(content, "../../evil.php")


def offer(client: Client, url: str, **typed) -> Suggestion:
    client.force_login(make_member())
    assert client.post(url, {**TYPED, "file": upload(), **typed}).status_code == 302
    return Suggestion.objects.get()


def decide(client: Client, made: Suggestion, **typed: str):
    client.force_login(make_curator())
    return client.post(f"/admin/films/suggestion/{made.pk}/change/", typed)


def test_a_picture_waits_unpublished_and_is_shown_once_accepted(
    client: Client, django_capture_on_commit_callbacks
) -> None:
    title = make_title()
    made = offer(client, f"/contribute/title/{title.pk}/image/")
    name = made.picture.name
    assert (name.startswith("images/suggested/"), name.endswith(".jpg"), "evil" in name) == (
        True,
        True,
        False,
    )
    assert not Image.objects.exists()
    assert (
        name.rpartition("/")[2].removesuffix(".jpg")
        not in client.get(title.get_absolute_url()).content.decode()
    )
    assert made.picture.src in client.get(f"/suggestion/{made.pk}/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        sent = {"action": "accept", "seen": seen_digest(made), **TYPED}
        assert decide(client, made, **sent).status_code == 302
    image = Image.objects.get()
    assert (image.title, image.file.name, image.licence, image.credit) == (
        title,
        name,
        "CC BY 4.0",
        "A photographer",
    )
    assert (image.width, image.height) == (made.width, made.height)
    title.refresh_from_db()
    made.refresh_from_db()
    assert (title.poster, made.status, bool(made.picture)) == (image, "accepted", False)
    assert default_storage.exists(name)


def test_a_declined_picture_is_deleted(client: Client, django_capture_on_commit_callbacks) -> None:
    made = offer(client, f"/contribute/person/{make_person().pk}/image/", **{"row-kind": "portrait"})
    name = made.picture.name
    with django_capture_on_commit_callbacks(execute=True):
        decide(client, made, action="decline", reason="Not free.")
    made.refresh_from_db()
    assert (made.status, bool(made.picture), default_storage.exists(name)) == ("declined", False, False)


@pytest.mark.parametrize("content", [b"<script>alert(1)</script>", picture_bytes()[:60]])
def test_what_is_no_picture_is_refused_in_words(client: Client, content: bytes) -> None:
    client.force_login(make_member())
    url = f"/contribute/title/{make_title().pk}/image/"
    refused = client.post(url, {**TYPED, "file": upload(content)})
    assert (refused.status_code, Suggestion.objects.count()) == (422, 0)
    assert "picture" in str(refused.context["picture"].errors)
    assert "A photographer" in refused.content.decode()


def test_a_picture_needs_its_file_licence_and_author(client: Client) -> None:
    client.force_login(make_member())
    refused = client.post(f"/contribute/title/{make_title().pk}/image/", {"row-kind": "still"})
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"licence", "credit"}
    assert set(refused.context["picture"].errors) == {"file"}


def test_sending_it_twice_keeps_one_picture(client: Client) -> None:
    title = make_title()
    offer(client, f"/contribute/title/{title.pk}/image/")
    assert client.post(f"/contribute/title/{title.pk}/image/", {**TYPED, "file": upload()}).status_code == 302
    assert Suggestion.objects.count() == 1


def test_sweeping_spares_what_waits(client: Client) -> None:
    made = offer(client, f"/contribute/title/{make_title().pk}/image/")
    assert list(kept_names()) == [made.picture.name]
    call_command("sweep_images")
    assert default_storage.exists(made.picture.name)
