"""The sites whose exports are read. A new one is a module like reviews.importers.imdb, and a line here."""

from django.utils.translation import gettext as _

from reviews.importers import imdb, letterboxd, own_archive
from reviews.importers.records import NotUsable, Source, Upload

SOURCES: tuple[Source, ...] = (own_archive, imdb, letterboxd)
"""Asked in this order."""


def source_of(upload: Upload) -> Source:
    for source in SOURCES:
        if source.recognises(upload):
            return source
    raise NotUsable(_unknown(upload))


def _unknown(upload: Upload) -> str:
    if not upload.files:
        return _("There is no table in the zip file.")
    lines = next(iter(upload.tables.values()), [])
    first = next((cells for cells in lines if any(cells)), [])
    columns = ", ".join(cell[:30] for cell in first[:4])
    return _("This is not an export that we know. Its first row begins: %s") % (columns or "–")
