"""Following titles and people. Each verb is one transaction."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from films.models import Person, Title
from reviews.models import Follow
from reviews.models.follow import MOST_FOLLOWED, followed_as
from reviews.models.newsletter import newsletter_of
from reviews.noticing import notice_about
from reviews.permissions import require_can_write


@transaction.atomic
def follow(member: User, target: Title | Person) -> Follow:
    """Nothing happens if they do already. ValidationError past 1,000 titles and people."""
    require_can_write(member)
    own = Follow.objects.of_member(member)
    if own.count() >= MOST_FOLLOWED and not own.of_target(target).exists():
        raise ValidationError(
            _("You follow %(most)d titles and people, which is as many as can be followed."),
            params={"most": MOST_FOLLOWED},
            code="too_many",
        )
    notice_about(target)  # what is known by now is no news to who begins to follow
    newsletter_of(member)
    target_field: dict[str, Any] = {followed_as(target): target}
    return Follow.objects.get_or_create(member=member, **target_field)[0]


def unfollow(member: User, target: Title | Person) -> None:
    Follow.objects.of_member(member).of_target(target).delete()
