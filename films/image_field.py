"""The form field and the model field for pictures: neither lets an upload through as it came."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from django import forms
from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import models, transaction
from django.db.models.fields.files import FieldFile, ImageFieldFile
from django.utils.functional import lazy

from films.image_files import (
    AVIF,
    FORMATS,
    JPEG,
    MAX_BYTES,
    WEBP,
    Encoding,
    SafePicture,
    rendition_name,
    rendition_names,
    safe_picture,
    too_large,
    widths_of,
    write_renditions,
)

_stored: ContextVar[list[tuple[Storage, str]] | None] = ContextVar("stored", default=None)


@contextmanager
def removed_on_failure() -> Iterator[None]:
    """Put around a transaction that stores pictures: when it fails, their files go too."""
    outer = _stored.get()
    files: list[tuple[Storage, str]] = []
    token = _stored.set(files)
    try:
        yield
    except BaseException:
        for storage, name in files:
            storage.delete(name)
        raise
    finally:
        _stored.reset(token)
    if outer is not None:
        outer += files


def remove_on_commit(pictures: Iterable[FieldFile]) -> None:
    """Delete the files of these pictures once the transaction that no longer names them has succeeded."""
    for picture in pictures:
        if picture:
            transaction.on_commit(partial(_remove, picture.storage, str(picture.name)), robust=True)


def _remove(storage: Storage, name: str) -> None:
    for each in (name, *rendition_names(name)):
        storage.delete(each)


class PictureFile(ImageFieldFile):
    """A stored picture and its renditions. Reading their addresses is work on text only."""

    field: "PictureField"

    def save(self, name: str | None, content: File, save: bool = True) -> None:
        """Store `content`, re-encoded unless it has been, and its renditions, under a name of our own."""
        picture = content if isinstance(content, SafePicture) else safe_picture(content)
        with removed_on_failure():
            super().save(str(picture.name), picture, save=False)
            self._note(str(self.name))
            write_renditions(picture.image, str(self.name), self._write)
        if save:
            self.instance.save()

    def delete(self, save: bool = True) -> None:
        if self:
            for name in rendition_names(str(self.name)):
                self.storage.delete(name)
        super().delete(save=save)

    def _write(self, name: str, content: File) -> None:
        self._note(name)
        self.storage.save(name, content)

    def _note(self, name: str) -> None:
        files = _stored.get()
        if files is not None:
            files.append((self.storage, name))

    def _known_width(self) -> int:
        """From the row: the file itself is not opened."""
        return int(getattr(self.instance, str(self.field.width_field), 0) or 0)

    def _srcset(self, encoding: Encoding) -> str:
        return ", ".join(
            f"{self.storage.url(rendition_name(str(self.name), slot, encoding))} {width}w"
            for slot, width in widths_of(self._known_width())
        )

    @property
    def sources(self) -> list[tuple[str, str]]:
        """For `<source>`: (MIME type, srcset), the smallest files first."""
        return [(encoding.mime_type, self._srcset(encoding)) for encoding in (AVIF, WEBP)]

    @property
    def srcset(self) -> str:
        """For `<img>`: the renditions every browser reads."""
        return self._srcset(JPEG)

    @property
    def src(self) -> str:
        """One rendition of middling size, for those that know no srcset."""
        slots = [slot for slot, _width in widths_of(self._known_width()) if slot <= 640]
        return self.storage.url(rendition_name(str(self.name), slots[-1], JPEG)) if slots else self.url

    def src_at_least(self, width: int) -> str:
        """The address of the narrowest JPEG rendition that is `width` pixels wide, else of the widest."""
        slots = [slot for slot, _width in widths_of(self._known_width())]
        fitting = [slot for slot in slots if slot >= width] or slots[-1:]
        return self.storage.url(rendition_name(str(self.name), fitting[0], JPEG)) if fitting else self.url


PICTURE_ATTRIBUTES = {
    "accept": ",".join(f"image/{name.lower()}" for name in FORMATS),
    "data-most-bytes": MAX_BYTES,
    "data-too-large": lazy(too_large, str)(),
}
"""Of an input that takes a picture; static/js/file_size.js reads the last two."""


class ImageUploadField(forms.FileField):
    """A form's picture: its clean value is a SafePicture, or the form says in words what is wrong."""

    widget = forms.ClearableFileInput
    default_error_messages = {"required": forms.Field.default_error_messages["required"]}

    def __init__(self, **kwargs: Any) -> None:
        # The upload's own name is never used, so its length is no reason to refuse it.
        super().__init__(**{**kwargs, "max_length": None, "allow_empty_file": True})

    def to_python(self, data: Any) -> SafePicture | None:
        upload = super().to_python(data)
        return None if upload is None else safe_picture(upload)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), **PICTURE_ATTRIBUTES}


class PictureField(models.ImageField):
    """An ImageField whose file, however it arrives, is re-encoded and kept with its renditions.

    The files of a picture that is replaced or deleted stay, so that they can be put back: the command sweep_images
    deletes them when their time is over.
    """

    attr_class = PictureFile
    width_field: str | None

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        # How files are kept is no matter of the database's: to a migration this is an ImageField.
        return name, "django.db.models.ImageField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": ImageUploadField, **kwargs})
