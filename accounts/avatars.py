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
from PIL import Image, ImageOps

from accounts.models import User
from accounts.models.user import AVATAR_SIZES, avatar_path


def keep_avatar(member: User, picture: Image.Image) -> None:
    """Cut the picture square about its middle, and make it the member's in place of the one before."""
    key = secrets.token_hex(12)
    for size in AVATAR_SIZES:
        square = ImageOps.fit(picture.convert("RGB"), (size, size), Image.Resampling.LANCZOS)
        written = io.BytesIO()
        square.save(written, "WEBP", quality=82, method=4)
        default_storage.save(avatar_path(key, size), ContentFile(written.getvalue()))
    _replace(member, key)


def remove_avatar(member: User) -> None:
    """Back to the one drawn from the member's name."""
    _replace(member, "")


def _replace(member: User, key: str) -> None:
    former = member.avatar_key
    member.avatar_key = key
    member.save(update_fields=["avatar_key"])
    if former:
        for size in AVATAR_SIZES:
            transaction.on_commit(partial(default_storage.delete, avatar_path(former, size)))
