"""How likely two records are the same: points for what they share, less for what speaks against it."""

from films.models import Likeness, RecordKind

from .likeness import firm, is_near, is_same
from .profiles import YEARS_APART, Profile

ENOUGH = {RecordKind.TITLE: 50, RecordKind.PERSON: 60, RecordKind.COMPANY: 40}

Found = tuple[int, list[Likeness]]


def likeness(kind: str, one: Profile, other: Profile) -> Found | None:
    """Points and reasons; None where that is not enough to ask anybody."""
    score, reasons = _names(kind, one, other)
    if one.ids & other.ids:
        score, reasons = score + 50, [*reasons, Likeness.SHARED_ID]
    elif _told_apart(one, other):
        score -= 40
    more, why = {RecordKind.TITLE: _titles, RecordKind.PERSON: _people, RecordKind.COMPANY: _companies}[
        RecordKind(kind)
    ](one, other)
    score += more
    return (score, [*reasons, *why]) if score >= ENOUGH[RecordKind(kind)] else None


def _names(kind: str, one: Profile, other: Profile) -> Found:
    pairs = [(first, second) for first in one.names for second in other.names]
    if kind == RecordKind.COMPANY:
        same = any(firm(first) == firm(second) for first, second in pairs)
        return (50, [Likeness.SAME_NAME]) if same else (0, [])
    if any(is_same(first, second) for first, second in pairs):
        return 50, [Likeness.SAME_NAME]
    near = any(is_near(first, second) for first, second in pairs)
    return (40, [Likeness.NEAR_NAME]) if near else (0, [])


def _told_apart(one: Profile, other: Profile) -> bool:
    """Another catalogue has both, as two."""
    sources = {source for source, _ in one.ids} & {source for source, _ in other.ids}
    return bool(sources)


def _titles(one: Profile, other: Profile) -> Found:
    score, reasons = 0, []
    if one.year and other.year:
        apart = abs(one.year - other.year)
        if apart == 0:
            score, reasons = 10, [Likeness.SAME_YEAR]
        elif apart <= YEARS_APART:
            reasons = [Likeness.YEAR_APART]
        else:
            score = -25
    if one.near & other.near:
        score, reasons = score + 25, [*reasons, Likeness.SHARED_DIRECTOR]
    elif one.near and other.near:
        score -= 30
    if one.title_type != other.title_type:
        score -= 10
    return score, reasons


def _people(one: Profile, other: Profile) -> Found:
    score, reasons = 0, []
    if one.year and other.year:
        if one.year != other.year:
            return -100, []
        score, reasons = 30, [Likeness.SAME_BIRTH]
    if one.near & other.near:
        score, reasons = score + 20, [*reasons, Likeness.SHARED_TITLE]
    return score, reasons


def _companies(one: Profile, other: Profile) -> Found:
    differ = one.country and other.country and one.country != other.country
    return (-20 if differ else 0), []
