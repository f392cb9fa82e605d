"""What a password must not hold besides what Django refuses."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.look_alikes import skeleton

CONTEXT_WORDS = ("password", "letmein", "welcome")
LEFT = 6


class ContextWordsValidator:
    """Refuses the site's own name and its like, written with figures for letters or not.

    What is left without them must still be six signs: “moviesite2026!” is guessed first here, a sentence that
    happens to hold the name is not.
    """

    def validate(self, password: str, user: object = None) -> None:
        seen = skeleton(password)
        rest = seen
        for word in self._words():
            rest = rest.replace(word, "")
        if rest != seen and len(rest) < LEFT:
            raise ValidationError(
                _("This password is little more than the name of this site, or a word everyone tries."),
                code="password_of_context",
            )

    def get_help_text(self) -> str:
        return _("Your password can’t be little more than the name of this site.")

    @staticmethod
    def _words() -> list[str]:
        names = (settings.SITE_NAME, re.sub(r"\W+", "", settings.SITE_NAME), *settings.ALLOWED_HOSTS)
        words = {skeleton(name) for name in (*names, *CONTEXT_WORDS)}
        return sorted((word for word in words if len(word) >= 4), key=len, reverse=True)
