import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from films.codes import (
    WORLDWIDE,
    country_codes,
    country_name,
    language_name,
    territory_name,
    validate_country,
    validate_currency,
    validate_language,
    validate_territory,
)


@pytest.mark.parametrize(
    ("code", "name"),
    [("KH", "Cambodia"), ("US", "USA"), ("GB", "UK"), ("SU", "Soviet Union"), ("ZZ", "Unknown Region")],
)
def test_country_name_knows_present_and_former_countries(code: str, name: str) -> None:
    assert country_name(code) == name


def test_names_are_in_the_readers_language() -> None:
    with translation.override("fr"):
        assert (country_name("KH"), language_name("km")) == ("Cambodge", "Khmer")


def test_language_name_begins_with_a_capital_in_every_language() -> None:
    with translation.override("fr"):
        assert language_name("fr") == "Français"


def test_territory_may_be_the_whole_world() -> None:
    assert territory_name(WORLDWIDE) == "Worldwide"


def test_country_codes_hold_no_unions_or_placeholders() -> None:
    assert country_codes().isdisjoint({"EU", "UN", "ZZ", "XA"})
    assert {"KH", "FR", "SU", "CS", "YU", "DD"} <= country_codes()


@pytest.mark.parametrize(
    ("validate", "code"),
    [
        (validate_country, "XX"),
        (validate_language, "q"),
        (validate_currency, "???"),
        (validate_territory, "EARTH"),
    ],
)
def test_validators_name_the_wrong_code(validate, code: str) -> None:
    with pytest.raises(ValidationError, match=code.replace("?", r"\?")):
        validate(code)
