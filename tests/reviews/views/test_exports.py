"""The page where members take their data, and the file that only its owner gets."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.private_files import private_storage
from reviews.exporting import make_export
from reviews.models import DataExport
from tests.factories import make_export_for, make_member, make_suspended_member

pytestmark = pytest.mark.django_db
PAGE = "/settings/data/"


def test_one_click_and_it_is_there(client: Client) -> None:
    member = make_member(username="ada")
    client.force_login(member)
    assert "Put my data together" in client.get(PAGE).content.decode()
    assert client.post(PAGE)["Location"] == PAGE
    assert "Your data is being put together." in client.get(PAGE).content.decode()
    export = DataExport.objects.get()
    assert client.get(f"{PAGE}{export.pk}/").status_code == 404
    make_export.call(export.pk)
    assert f'href="{PAGE}{export.pk}/"' in client.get(PAGE).content.decode()
    response = client.get(f"{PAGE}{export.pk}/")
    day = timezone.now().date().isoformat()
    assert response["Content-Disposition"] == f'attachment; filename="moviesite-ada-{day}.zip"'
    assert "no-store" in response["Cache-Control"]
    assert b"".join(response.streaming_content)[:2] == b"PK"


def test_suspended_members_take_theirs(client: Client) -> None:
    member = make_suspended_member()
    client.force_login(member)
    assert client.post(PAGE)["Location"] == PAGE
    make_export.call(DataExport.objects.get().pk)
    response = client.get(f"{PAGE}{DataExport.objects.get().pk}/")
    assert response.status_code == 200
    response.close()


def test_nobody_else_gets_it(client: Client) -> None:
    export = make_export_for(make_member())
    assert client.get(f"{PAGE}{export.pk}/").status_code == 302
    client.force_login(make_member(is_staff=True, is_superuser=True))
    assert client.get(f"{PAGE}{export.pk}/").status_code == 404


def test_it_lies_where_no_server_hands_it_out(client: Client, settings: Settings) -> None:
    export = make_export_for(make_member())
    file = Path(settings.PRIVATE_ROOT) / export.path
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Path(settings.MEDIA_ROOT) not in file.parents
    assert client.get(f"/media/{export.path}").status_code == 404
    with pytest.raises(ValueError, match="no address"):
        private_storage().url(export.path)


@pytest.mark.parametrize("is_old", [True, False])
def test_what_is_too_old_or_lost_is_not_found(client: Client, is_old: bool) -> None:
    member = make_member()
    export = make_export_for(member, asked_at=timezone.now() - timedelta(days=7 if is_old else 0))
    private_storage().delete(export.path)
    client.force_login(member)
    assert client.get(f"{PAGE}{export.pk}/").status_code == 404


def test_three_a_day_are_enough(client: Client) -> None:
    client.force_login(make_member())
    for _ in range(3):
        assert client.post(PAGE).status_code == 302
        make_export.call(DataExport.objects.being_made().get().pk)
    response = client.post(PAGE)
    assert (response.status_code, int(response["Retry-After"]) > 3600) == (429, True)
    assert DataExport.objects.count() == 3


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_the_same_whatever_there_is(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    member = make_member()
    for _ in range(number):
        make_export_for(member)
    client.force_login(member)
    with django_assert_num_queries(4):
        client.get(PAGE)
