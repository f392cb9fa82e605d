"""What the site looks at when a member submits a review: text that is there already, that sells, that leads away.

A text is told by its print: the smallest few of the hashes of all runs of five words in it. Two texts share about
as large a part of their prints as they share of their runs (A. Broder, "On the resemblance and containment of
documents", 1997).
"""

import re
import unicodedata
from collections.abc import Sequence
from hashlib import blake2b

from django.db.models import Count

from accounts.models import User
from reviews.models import ActionKind, Ground, Report, Review, Standing, TextPrint
from reviews.models.report import QUOTE_LENGTH
from reviews.moderation import act_by_itself
from reviews.spam import has_way_out, sells
from reviews.standing import standing_of

RUN, PRINT = 5, 12
ALIKE = 6
"""Sharing so many of twelve, two texts have about half of their runs in common."""

LONG_WORDS = 15

WORD = re.compile(r"\w+")


def print_of(text: str) -> list[int]:
    """At most twelve numbers of 64 bits, the same whatever the case, the spacing and the punctuation."""
    words = WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    letters = "".join(words)
    if len(letters) > LONG_WORDS * len(words) or len(words) < 2 * RUN:
        words = list(letters)  # a script without spaces, or very little text: runs of letters do
    runs = {" ".join(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1))}
    hashes = {
        int.from_bytes(blake2b(run.encode(errors="replace"), digest_size=8).digest(), signed=True)
        for run in runs
    }
    return sorted(hashes)[:PRINT]


def most_alike(values: list[int], *, other_than: Review | None = None) -> tuple[Review | None, int]:
    """The review whose print shares most with this one, if it shares ALIKE or all, and how many it shares."""
    prints = TextPrint.objects.filter(value__in=values)
    if other_than is not None:
        prints = prints.exclude(review=other_than)
    found = prints.values("review").annotate(shared=Count("pk")).order_by("-shared", "review").first()
    if found is None or found["shared"] < min(ALIKE, len(values)):
        return None, 0
    return Review.objects.select_related("title", "author").get(pk=found["review"]), found["shared"]


def own_copy(review: Review) -> Review | None:
    """The same author's review of another title that says the very same, if there is one."""
    values = print_of(review.body)
    found, shared = most_alike(values, other_than=review)
    return found if found and found.author_id == review.author_id and shared == len(values) else None


def screen(review: Review, earlier: Sequence[str] = ()) -> Ground | None:
    """Keep the print of a text just written, and hold the review if staff should read it first; the ground, then.

    What it said earlier, if nobody here has looked at that, is looked at too: readers can open it.

    The caller holds the review's lock and keeps the title's number of reviews.
    """
    values = print_of(review.body)
    ground, note = _ground_to_hold(review, values)
    if ground is None:
        grounds = (_ground_in(review.author, text) for text in earlier)
        ground = next((each for each in grounds if each), None)
    TextPrint.objects.of(review).delete()
    TextPrint.objects.bulk_create([TextPrint(review=review, value=value) for value in values])
    if ground is None or review.is_hidden:
        return None
    review.is_hidden = review.is_held = True
    review.save(update_fields=["is_hidden", "is_held"])
    Report.objects.get_or_create(
        review=review,
        reason=ground,
        is_automatic=True,
        status="open",
        defaults={"note": note, "quote": review.headline[:QUOTE_LENGTH]},
    )
    act_by_itself(review, ActionKind.HOLD, ground, str(ground.label))
    return ground


def _ground_to_hold(review: Review, values: list[int]) -> tuple[Ground | None, str]:
    found, _shared = most_alike(values, other_than=review)
    if found is not None:
        return Ground.DUPLICATE, found.get_absolute_url()
    return _ground_in(review.author, f"{review.headline} {review.body}"), ""


def _ground_in(author: User, text: str) -> Ground | None:
    if sells(text):
        return Ground.SPAM
    return Ground.LINK if has_way_out(text) and standing_of(author) == Standing.NEW else None
