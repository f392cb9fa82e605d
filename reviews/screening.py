"""What the site looks at when a member submits a review: text that is there already, that sells, that leads away.

A text is told by its print: the smallest few of the hashes of all runs of five words in it. Two texts share about
as large a part of their prints as they share of their runs (A. Broder, "On the resemblance and containment of
documents", 1997). Twelve numbers are few, so what they point at is compared run by run before it counts.
"""

import re
import unicodedata
from collections.abc import Sequence
from hashlib import blake2b

from django.db.models import Count

from reviews.models import ActionKind, Ground, Report, Review, Standing, TextPrint
from reviews.models.report import QUOTE_LENGTH
from reviews.moderation import act_by_itself
from reviews.spam import has_way_out, sells
from reviews.standing import standing_of

RUN, PRINT = 5, 12
ALIKE = 6
"""Sharing so many of twelve, two texts have about half of their runs in common."""
COPIED, LOOKED_AT = 0.5, 5
"""Of its runs, from which a text counts as another's; and how many of the most alike are compared."""

LONG_WORDS = 15

WORD = re.compile(r"\w+")


def runs_of(text: str) -> set[str]:
    """All runs of five words, the same whatever the case, the spacing and the punctuation."""
    words = WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    letters = "".join(words)
    if len(letters) > LONG_WORDS * len(words) or len(words) < 2 * RUN:
        words = list(letters)  # a script without spaces, or very little text: runs of letters do
    return {" ".join(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1))}


def number_of(run: str) -> int:
    """Of 64 bits, as if by chance, and always the same."""
    return int.from_bytes(blake2b(run.encode(errors="replace"), digest_size=8).digest(), signed=True)


def print_of(text: str) -> list[int]:
    """The twelve smallest numbers of its runs."""
    return sorted({number_of(run) for run in runs_of(text)})[:PRINT]


def copied_from(review: Review, values: list[int]) -> tuple[Review | None, float]:
    """The review that has the largest part of this one's runs, if it has COPIED of them, and that part.

    `values` is the print of this review's text. At most two queries.
    """
    prints = TextPrint.objects.filter(value__in=values).exclude(review=review)
    alike = prints.values("review").annotate(shared=Count("pk")).filter(shared__gte=min(ALIKE, len(values)))
    keys = [each["review"] for each in alike.order_by("-shared", "review")[:LOOKED_AT]]
    runs = runs_of(review.body)
    found: tuple[Review | None, float] = (None, 0.0)
    for other in Review.objects.select_related("title", "author").filter(pk__in=keys) if keys else ():
        part = len(runs & runs_of(other.body)) / len(runs)
        if part >= COPIED and part > found[1]:
            found = (other, part)
    return found


def own_copy(review: Review) -> Review | None:
    """The same author's review of another title that says the very same, if there is one."""
    found, part = copied_from(review, print_of(review.body))
    return found if found and found.author_id == review.author_id and part == 1 else None


def screen(review: Review, earlier: Sequence[str] = ()) -> Ground | None:
    """Keep the print of a text just written, and hold the review if staff should read it first; the ground, then.

    What it said earlier, if nobody here has looked at that, is looked at too: readers can open it.

    The caller holds the review's lock and keeps the title's number of reviews.
    """
    values = print_of(review.body)
    ground, note = _ground_to_hold(review, values)
    if ground is None:
        grounds = (_ground_in(review, text) for text in earlier)
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
    found, _part = copied_from(review, values)
    if found is not None:
        return Ground.DUPLICATE, found.get_absolute_url()
    return _ground_in(review, f"{review.headline} {review.body}"), ""


def _ground_in(review: Review, text: str) -> Ground | None:
    if sells(text):
        return Ground.SPAM
    return Ground.LINK if has_way_out(text) and _is_little_known(review) else None


def _is_little_known(review: Review) -> bool:
    """By a new member, or by one who has rated here for long and now writes for the first time."""
    others = Review.objects.by_author(review.author).visible().exclude(pk=review.pk)
    return standing_of(review.author) == Standing.NEW or not others.exists()
