"""Having an archive made: once, by the worker, told when it is there, and deleted after a week."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Notification
from accounts.private_files import private_storage
from reviews import exporting
from reviews.exporting import ask_for_export, make_export
from reviews.models import DataExport
from tests.factories import make_export_for, make_member

pytestmark = pytest.mark.django_db


def test_asked_twice_it_is_made_once() -> None:
    member = make_member()
    assert ask_for_export(member) == ask_for_export(member)
    assert (DataExport.objects.count(), DBTaskResult.objects.count()) == (1, 1)


def test_it_is_made_and_told() -> None:
    member = make_member()
    export = ask_for_export(member)
    make_export.call(export.pk)
    export.refresh_from_db()
    with private_storage().open(export.path) as file:
        content = file.read()
    assert export.size == len(content)
    assert "archive.json" in ZipFile(io.BytesIO(content)).namelist()
    told = Notification.objects.get(member=member)
    assert (told.kind, told.url) == ("import", "/settings/data/")
    assert told.text.startswith("Your data is ready")
    make_export.call(export.pk)
    assert Notification.objects.count() == 1


def test_killed_while_writing_it_is_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    export = ask_for_export(make_member())
    private_storage().save(export.path, io.BytesIO(b"half"))
    make_export.call(export.pk)
    export.refresh_from_db()
    assert private_storage().listdir("exports")[1] == [f"{export.key}.zip"]
    assert private_storage().size(export.path) == export.size


def test_nothing_is_left_when_the_member_leaves_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    export = ask_for_export(make_member())
    write = exporting.write_archive

    def write_and_leave(*args) -> None:
        write(*args)
        DataExport.objects.all().delete()

    monkeypatch.setattr(exporting, "write_archive", write_and_leave)
    make_export.call(export.pk)
    assert private_storage().listdir("exports")[1] == []
    assert not Notification.objects.exists()


def test_it_is_deleted_after_a_week() -> None:
    member = make_member()
    old = make_export_for(member, asked_at=timezone.now() - timedelta(days=7))
    new = make_export_for(member, asked_at=timezone.now() - timedelta(days=6))
    assert list(DataExport.objects.ready()) == [new]
    call_command("clear_exports", verbosity=0)
    assert list(DataExport.objects.all()) == [new]
    assert private_storage().listdir("exports")[1] == [f"{new.key}.zip"]
    assert not private_storage().exists(old.path)
