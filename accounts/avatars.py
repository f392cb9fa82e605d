"""A member's picture: square, in two sizes, under a name that is never given to another.

The pixels come from a decoder that trusts nothing (the site gives films.image_files' one); what is written
here is new, and holds nothing of the upload but those pixels.
"""

import io
import secrets
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image, ImageChops, ImageOps, ImageStat

from accounts.models import User
from accounts.models.user import AVATAR_SIZES, avatar_path

LOOK, MOST_APART = 32, 4
"""Two pictures 32 pixels square that differ by less than 4 of 255 in each colour show the same."""


def keep_avatar(member: User, picture: Image.Image) -> None:
    """Cut the picture square about its middle, and make it the member's in place of the one before."""
    files = []
    for size in AVATAR_SIZES:
        written = io.BytesIO()
        _square(picture, size).save(written, "WEBP", quality=82, method=4)
        files.append(written.getvalue())
    put_back_avatar(member, files)


def remove_avatar(member: User) -> None:
    """Back to the one drawn from the member's name."""
    _replace(member, "")


def avatar_files(member: User) -> list[bytes]:
    """The files of the member's picture, the smallest first; none if they gave none."""
    files = []
    for size in AVATAR_SIZES if member.avatar_key else ():
        with default_storage.open(avatar_path(member.avatar_key, size)) as file:
            files.append(file.read())
    return files


def put_back_avatar(member: User, files: list[bytes]) -> None:
    """Make these files, as avatar_files gave them, the member's picture; none of them is none."""
    key = secrets.token_hex(12) if files else ""
    for size, content in zip(AVATAR_SIZES, files, strict=False):
        default_storage.save(avatar_path(key, size), ContentFile(content))
    _replace(member, key)


def is_of(member: User, picture: Image.Image) -> bool:
    """Whether the member's picture shows the same. Each was encoded anew, so the pixels differ a little."""
    if not member.avatar_key or not default_storage.exists(avatar_path(member.avatar_key, AVATAR_SIZES[-1])):
        return False
    with Image.open(io.BytesIO(avatar_files(member)[-1])) as own:
        apart = ImageChops.difference(_square(own, LOOK), _square(picture, LOOK))
    return max(ImageStat.Stat(apart).mean) < MOST_APART


def _square(picture: Image.Image, size: int) -> Image.Image:
    return ImageOps.fit(picture.convert("RGB"), (size, size), Image.Resampling.LANCZOS)


def _replace(member: User, key: str) -> None:
    former = member.avatar_key
    member.avatar_key = key
    member.save(update_fields=["avatar_key"])
    if former:
        for size in AVATAR_SIZES:
            transaction.on_commit(partial(default_storage.delete, avatar_path(former, size)))
