"""Knows the keys of other catalogues, as typed or pasted with an address around them."""

import re

from films.models import ExternalId, IdSource

_MOST_CHARACTERS = 500
_IMDB = re.compile(
    r"(?:^|imdb\.com/(?:[a-z]{2}/)?(?:title|name|company)/)((?:tt|nm|co)[0-9]{5,12})(?=$|[/?#\s])",
    re.IGNORECASE,
)
_WIKIDATA = re.compile(
    r"(?:^|wikidata\.org/(?:wiki|entity)/(?:special:entitypage/)?)(Q[1-9][0-9]{0,11})(?=$|[/?#\s])",
    re.IGNORECASE,
)
_TMDB = re.compile(r"themoviedb\.org/(movie|tv|person)/([1-9][0-9]{0,11})(?=$|[/?#\s-])", re.IGNORECASE)


def external_id(text: str) -> str | None:
    """The address of the page here of a title, person or company that this key of another catalogue names."""
    text = text.strip()[:_MOST_CHARACTERS]
    if match := _IMDB.search(text):
        return _address(IdSource.IMDB, match[1].lower(), ("title", "person", "company"))
    if match := _WIKIDATA.search(text):
        return _address(IdSource.WIKIDATA, match[1].upper(), ("title", "person", "company"))
    if match := _TMDB.search(text):
        return _address(IdSource.TMDB, match[2], ("person",) if match[1].lower() == "person" else ("title",))
    return None


def _address(source: IdSource, value: str, owners: tuple[str, ...]) -> str | None:
    keys = ExternalId.objects.filter(source=source, value=value).select_related(*owners)
    for key in keys:
        for owner in owners:
            subject = getattr(key, owner)
            if subject is not None and getattr(subject, "is_published", True):
                return str(getattr(subject, "get_absolute_url", str)()) or None
    return None
