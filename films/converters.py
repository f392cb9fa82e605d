"""Path converters. What could not be in the database is no address at all, which is a 404."""

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter

from .codes import country_codes, language_codes
from .contributions import OWNERS
from .models import CreditCategory
from .models.title import FIRST_FILM_YEAR, LAST_PLANNED_YEAR


class RecordIdConverter(IntConverter):
    """A key; longer than the database's it names nothing."""

    regex = "[0-9]{1,18}"


class WordConverter(StringConverter):
    """A slug in any script."""

    regex = r"[^/\x00-\x1f]{1,160}"


class TextConverter(StringConverter):
    """A text that may have slashes in it: the certificate "M/PG"."""

    regex = r"[^\x00]{1,40}"


class DepartmentConverter(StringConverter):
    """A category of credits, as it stands in an address: "production-designer"."""

    regex = "|".join(category.replace("_", "-") for category in CreditCategory.values)


class CountryConverter:
    """A country's code in small letters."""

    regex = "[a-z]{2}"

    def to_python(self, value: str) -> str:
        return _known(value.upper(), country_codes())

    def to_url(self, value: str) -> str:
        return value.lower()


class LanguageConverter:
    regex = "[a-z]{2,3}"

    def to_python(self, value: str) -> str:
        return _known(value, language_codes())

    def to_url(self, value: str) -> str:
        return value


class YearConverter(IntConverter):
    """A year that a title may be of."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        year = int(value)
        if not FIRST_FILM_YEAR <= year <= LAST_PLANNED_YEAR:
            raise ValueError(year)
        return year


class DecadeConverter(YearConverter):
    """The first year of a decade."""

    regex = "[0-9]{3}0"


class OwnerConverter:
    """What has rows that members may suggest: "title", "person" or "company"."""

    regex = "|".join(OWNERS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def _known(code: str, codes: frozenset[str]) -> str:
    if code not in codes:
        raise ValueError(code)
    return code


register_converter(RecordIdConverter, "id")
register_converter(OwnerConverter, "owner")
register_converter(WordConverter, "word")
register_converter(TextConverter, "text")
register_converter(DepartmentConverter, "department")
register_converter(CountryConverter, "country")
register_converter(LanguageConverter, "language")
register_converter(YearConverter, "year")
register_converter(DecadeConverter, "decade")
