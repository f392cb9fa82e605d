"""Which usernames are refused, and for what reason."""

import pytest
from django.core.exceptions import ValidationError

from accounts.validators import validate_letters, validate_username


def reason(name: str) -> str:
    """The code of the refusal, or "taken as it is"."""
    try:
        validate_username(name)
    except ValidationError as error:
        return str(error.code)
    return "taken as it is"


@pytest.mark.parametrize(
    "name",
    [
        *("ada", "ada_lovelace", "j.r-smith", "Ada99", "Jürgen", "Ødegård", "ñandú", "ali", "Lucia"),
        *("Зоя", "Ελένη", "張藝謀", "たろー", "김기덕", "محمد", "สมชาย", "সত্যজিৎ", "דוד"),
        # Words inside a word offend nobody.
        *("scunthorpe", "badminton", "cockburn", "modesto", "rooted", "infomaniac"),
    ],
)
def test_ordinary_name_is_taken(name: str) -> None:
    assert reason(name) == "taken as it is"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ab", "too_short"),
        ("a" * 31, "too_long"),
        ("ada lovelace", "signs"),
        ("ada@example", "signs"),
        ("ada\u200blovelace", "signs"),  # a space of no width
        ("ada\ufe0f", "signs"),  # a variation selector
        ("\u3164\u3164\u3164", "signs"),  # Hangul fillers, drawn as nothing
        ("\u115f\u1160ada", "signs"),
        ("\u202eada", "signs"),  # turns the reading direction
        ("𝐚𝐝𝐚", "signs"),  # mathematical letters
        ("ada\x00", "signs"),
        ("ada\ud800", "signs"),
        ("ada..x", "signs_in_a_row"),
        ("_ada", "signs_in_a_row"),
        ("ada-", "signs_in_a_row"),
        ("12345", "no_letter"),
        ("\u0430dam", "mixed_scripts"),  # a Cyrillic а
        ("zo\u0335e", "mixed_scripts"),  # a stroke through the o
        ("ᴀᴅᴀ", "rare_script"),
        ("ɑdɑ", "rare_script"),
        ("ᎪᎠᎪ", "rare_script"),
    ],
)
def test_unreadable_name_is_refused(name: str, code: str) -> None:
    assert reason(name) == code


@pytest.mark.parametrize(
    "name",
    [
        *("admin", "ADMIN", "Adm1n", "ADMlN", "the_admin", "admin2", "moderator", "moviesite", "Movie_Site"),
        *("support-team", "st.a.ff", "anonymous", "former_member", "demo_ada", "Demo_ada"),
    ],
)
def test_name_that_speaks_for_the_site_is_refused(name: str) -> None:
    assert reason(name) == "reserved"


@pytest.mark.parametrize("name", ["fuck", "FUCK", "f_u_c_k", "sh1t", "the-cunt", "nazi88"])
def test_rude_name_is_refused(name: str) -> None:
    assert reason(name) == "rude"


def test_operator_adds_names(settings) -> None:
    settings.REFUSED_USERNAMES = ["Voldemort"]
    assert reason("voldem0rt") == "rude"


def test_staff_may_be_named_by_those_who_run_the_site() -> None:
    assert validate_letters("admin") is None
