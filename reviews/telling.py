"""What a member is told of a decision, in one sentence: on the site, in an e-mail, and as its subject."""

from collections.abc import Callable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reviews.models import ActionKind, ModerationAction

_WORDS: dict[str, Callable[[], str]] = {
    ActionKind.HIDE: lambda: _("The staff hid your review of %(title)s: %(ground)s."),
    ActionKind.RESTORE: lambda: _("Your review of %(title)s is shown again."),
    ActionKind.MARK_SPOILER: lambda: _("The staff folded your review of %(title)s as a spoiler."),
    ActionKind.UNMARK_SPOILER: lambda: _("Your review of %(title)s is no longer folded as a spoiler."),
    ActionKind.WARN: lambda: _("The staff warn you about your review of %(title)s: %(ground)s."),
    ActionKind.SUSPEND: lambda: _(
        "Your account is suspended up to and including %(date)s, for your review of %(title)s: %(ground)s."
    ),
    ActionKind.LIFT_SUSPENSION: lambda: _("Your suspension is lifted. You can write again."),
    ActionKind.FOLD: lambda: _(
        "Readers say that your review of %(title)s gives the story away. It is folded until the staff have read it."
    ),
    ActionKind.HOLD: lambda: _("Your review of %(title)s waits until the staff have read it: %(ground)s."),
    ActionKind.APPEAL_UPHELD: lambda: _("Your appeal about %(title)s was upheld: the decision is undone."),
    ActionKind.APPEAL_REJECTED: lambda: _("Your appeal about %(title)s was rejected. The answer says why."),
}


def told_of(action: ModerationAction) -> str:
    what = {
        "title": action.title or "–",
        "ground": action.get_ground_display(),
        "date": date_format(action.until_date, "j F Y") if action.until_date else "",
    }
    words = _WORDS[action.kind]() % what
    return f"{words} {_('Read why, and how to appeal.')}" if action.can_be_appealed else words
