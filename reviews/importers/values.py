"""Single values as exports write them: dates, ratings, years, keys. Pure functions; ValueError says what is wrong."""

import datetime as dt
import re

from django.utils.translation import gettext as _

from films.partial_date import PartialDate

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_C_TIME = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) [\d:]{5,8} (\d{4})")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?", re.ASCII)
_IMDB = re.compile(r"tt\d{5,12}", re.ASCII)


def date_in(text: str) -> PartialDate | None:
    """A date as exactly as the text says it; None for an empty text.

    Of 3/4/2014 it cannot be told which is the month: the year is all that is known.
    """
    text = text.strip()
    if not text:
        return None
    try:
        if match := _C_TIME.fullmatch(text):
            return PartialDate(int(match[3]), _MONTHS.index(match[1].lower()) + 1, int(match[2]))
        if match := _ISO.fullmatch(text):
            return PartialDate(*(int(part) for part in match.groups() if part))
        if match := _SLASHED.fullmatch(text):
            return _slashed(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise ValueError(_("“%s” is not a date.") % text[:60])


def _slashed(first: int, second: int, year: int) -> PartialDate:
    if first > 12 or first == second:
        return PartialDate(year, second, first)
    return PartialDate(year, first, second) if second > 12 else PartialDate(year)


def date_or_none(text: str) -> PartialDate | None:
    """For a date that is nice to have."""
    try:
        return date_in(text)
    except ValueError:
        return None


def moment_of(text: str) -> str:
    """The beginning of an exact day of the past, as ISO text; empty when the text names none."""
    date = date_or_none(text)
    if date is None or not date.is_exact:
        return ""
    day = dt.datetime.combine(date.earliest, dt.time(12), tzinfo=dt.UTC)
    return day.isoformat() if dt.datetime(1990, 1, 1, tzinfo=dt.UTC) < day < dt.datetime.now(dt.UTC) else ""


def number_in(text: str) -> float:
    """8, 8.0, 8,0 or 8/10."""
    return float(text.split("/")[0].strip().replace(",", "."))


def stars_in(text: str, *, out_of: int = 10) -> int:
    """A rating from 1 to 10; of five stars, halves count, so that all is doubled."""
    if not text.strip():
        raise ValueError(_("There is no rating in this row."))
    try:
        value = number_in(text) * (10 / out_of)
        stars = int(value)
    except (ValueError, OverflowError):
        stars, value = 0, -1.0
    if stars != value or not 1 <= stars <= 10:
        raise ValueError(
            _("“%(rating)s” is not a rating of up to %(most)d stars.") % {"rating": text[:40], "most": out_of}
        )
    return stars


def year_in(text: str) -> int | None:
    """The first year named, as in “2011–2019”; None when there is none."""
    match = re.search(r"(?<!\d)(1[89]\d\d|20\d\d|2100)(?!\d)", text, re.ASCII)
    return int(match[1]) if match else None


def imdb_key(*texts: str) -> str:
    """The first tt… in one of these texts, a key or an address; empty when there is none."""
    return next((match[0] for text in texts if (match := _IMDB.search(text))), "")
