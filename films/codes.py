"""Names of countries, languages and currencies for their ISO codes, from Babel, in the reader's language.

Former countries keep their old ISO 3166-3 two-letter codes (SU, CS, YU, DD), which Babel names as well.
"""

from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

WORLDWIDE = "XWW"
FORMER_COUNTRIES = ("SU", "CS", "YU", "DD")
_NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


@lru_cache(maxsize=16)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _current() -> Locale:
    return _locale(get_language() or "en")


@lru_cache(maxsize=1)
def country_codes() -> frozenset[str]:
    named = {code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()}
    return frozenset(named - _NOT_COUNTRIES | set(FORMER_COUNTRIES))


@lru_cache(maxsize=1)
def language_codes() -> frozenset[str]:
    return frozenset(map(str, Locale("en").languages))


_FORMER_NAMES = {
    "SU": _("Soviet Union"),
    "CS": _("Czechoslovakia"),
    "YU": _("Yugoslavia"),
    "DD": _("East Germany"),
}
_SHORT_NAMES = {"US": _("USA"), "GB": _("UK"), "HK": _("Hong Kong")}


def country_name(code: str) -> str:
    """The name of an ISO 3166-1 alpha-2 country (or former country) code; the code itself when nobody names it."""
    if code in _FORMER_NAMES:
        return str(_FORMER_NAMES[code])
    if code in _SHORT_NAMES:
        return str(_SHORT_NAMES[code])
    return _current().territories.get(code, code)


def territory_name(code: str) -> str:
    """As country_name, and "Worldwide" for WORLDWIDE."""
    return str(_("Worldwide")) if code == WORLDWIDE else country_name(code)


def language_name(code: str) -> str:
    """The name of an ISO 639 language code; the code itself when nobody names it."""
    name = _current().languages.get(code, code)
    return name[:1].upper() + name[1:]


def country_choices() -> list[tuple[str, str]]:
    return sorted(((code, country_name(code)) for code in country_codes()), key=lambda pair: pair[1])


def territory_choices() -> list[tuple[str, str]]:
    return [(WORLDWIDE, territory_name(WORLDWIDE)), *country_choices()]


def language_choices() -> list[tuple[str, str]]:
    codes = (code for code in map(str, Locale("en").languages) if 2 <= len(code) <= 3 and code.isalpha())
    return sorted(((code, language_name(code)) for code in codes), key=lambda pair: pair[1])


def currency_choices() -> list[tuple[str, str]]:
    return sorted((code, f"{code} – {name}") for code, name in _current().currencies.items())


def validate_country(code: str) -> None:
    if code not in country_codes():
        raise ValidationError(_("“%(code)s” is not a country code like KH or FR."), params={"code": code})


def validate_language(code: str) -> None:
    if code not in language_codes():
        raise ValidationError(_("“%(code)s” is not a language code like km or fr."), params={"code": code})


def validate_currency(code: str) -> None:
    if code not in Locale("en").currencies:
        raise ValidationError(_("“%(code)s” is not a currency code like USD or EUR."), params={"code": code})


def validate_territory(code: str) -> None:
    if code != WORLDWIDE:
        validate_country(code)
