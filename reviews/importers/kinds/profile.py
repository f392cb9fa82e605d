"""The row that tells of the member: `content`: display_name, bio, and avatar, a picture in base64, or empty.

It is written on the member's express word alone (Run.takes_profile): others see it.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from io import BytesIO

from django.core.exceptions import ValidationError

from accounts.avatars import avatar_files, is_of, keep_avatar, put_back_avatar
from accounts.forms import ProfileForm
from accounts.models import User
from films.image_files import SafePicture, safe_picture
from reviews.importers.kinds import Run, Seen, mark_present, settle
from reviews.models import ImportRow, RowOutcome, RowState

MAX_SIDE = 1024


def look(member: User, rows: Sequence[ImportRow], seen: Seen) -> None:
    for row in rows:
        if ("profile",) in seen or _is_same(member, row):
            mark_present(row)
        seen.add(("profile",))


def write(run: Run, rows: Sequence[ImportRow]) -> None:
    for row in rows:
        if run.takes_profile and row.state == RowState.MATCHED:
            _write(User.objects.get(pk=run.member.pk), row)
        else:
            settle(row, RowOutcome.LEFT)


def _write(member: User, row: ImportRow) -> None:
    before = _told(member) | {"files": [b64encode(each).decode() for each in avatar_files(member)]}
    form = ProfileForm(
        {"display_name": row.content["display_name"], "bio": row.content["bio"]}, instance=member
    )
    if not form.is_valid():
        reasons = [str(each) for errors in form.errors.values() for each in errors]
        settle(row, RowOutcome.FAILED, reason=" ".join(reasons)[:300])
        return
    form.save()
    picture = _picture(row)
    if picture is not None and not is_of(member, picture.image):
        keep_avatar(member, picture.image)
    settle(row, RowOutcome.WRITTEN, {"before": before, "wrote": _told(member)})


def take_back(member: User, rows: Sequence[ImportRow]) -> None:
    member = User.objects.get(pk=member.pk)
    for row in rows:
        if row.written and _told(member) == row.written["wrote"]:
            _put_back(member, row.written["before"], row.written["wrote"])
            settle(row, RowOutcome.TAKEN_BACK)


def _put_back(member: User, before: dict, wrote: dict) -> None:
    member.display_name, member.bio = before["display_name"], before["bio"]
    member.save(update_fields=["display_name", "bio"])
    if before["avatar"] != wrote["avatar"]:
        put_back_avatar(member, [b64decode(each) for each in before["files"]])


def _told(member: User) -> dict[str, object]:
    return {"display_name": member.display_name, "bio": member.bio, "avatar": member.avatar_key}


def _is_same(member: User, row: ImportRow) -> bool:
    """Whether the member has all of it already."""
    picture = _picture(row)
    texts = (member.display_name, member.bio) == (row.content["display_name"], row.content["bio"])
    return texts and (picture is None or is_of(member, picture.image))


def _picture(row: ImportRow) -> SafePicture | None:
    """None where there is none, or none that can be read."""
    try:
        return safe_picture(BytesIO(b64decode(row.content["avatar"])), MAX_SIDE)
    except (ValidationError, ValueError):
        return None
