"""Taking one's data: asking for an archive, having the worker make it, and deleting it when its time is over.

Suspended members take theirs as everybody does.
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.models import NotificationKind, User
from accounts.notifications import notify
from accounts.private_files import private_storage
from reviews.exporters.archive import write_archive
from reviews.models import DataExport


def ask_for_export(member: User) -> DataExport:
    """Have an archive made. While one is being made, that is the one."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=member.pk)  # asked twice at once, it is made once
        export, is_new = DataExport.objects.being_made().get_or_create(member=member)
        if is_new:
            make_export.enqueue(export.pk)
    return export


@task()
def make_export(export_id: int) -> None:
    """Write the zip, then say that it is there. Run again, it writes the same file anew, or finds it done."""
    export = DataExport.objects.being_made().select_related("member").filter(pk=export_id).first()
    if export is None:
        return
    with tempfile.TemporaryFile() as file:
        write_archive(export.member, file, export.asked_at)
        size = file.tell()
        file.seek(0)
        storage = private_storage()
        storage.delete(export.path)  # half a file of a worker that died
        storage.save(export.path, File(file, name=Path(export.path).name))
    with transaction.atomic():
        being_made = DataExport.objects.being_made().filter(pk=export.pk)
        if being_made.update(ready_at=timezone.now(), size=size):
            _tell(export)
    if not DataExport.objects.filter(pk=export.pk).exists():  # its member left meanwhile
        storage.delete(export.path)


def _tell(export: DataExport) -> None:
    until = date_format(timezone.localtime(export.expires_at), "j F Y")
    text = _("Your data is ready to be fetched until %(date)s.") % {"date": until}
    notify(
        export.member,
        NotificationKind.IMPORT,
        text,
        url=reverse("reviews:exports"),
        key=f"export-{export.pk}",
    )


def delete_exports(exports: Iterable[DataExport]) -> None:
    """The files first: a row without a file is seen, a file without a row is not."""
    for export in exports:
        private_storage().delete(export.path)
        export.delete()
