"""Names that look alike have one skeleton."""

import pytest

from accounts.look_alikes import scripts, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ada_lovelace", "Ada-Lovelace"),
        ("lovelace", "Iovelace"),
        ("lovelace", "1ovelace"),
        ("bob", "b0b"),
        ("modern", "modem"),
        ("william", "vvilliam"),
        ("Jürgen", "Jurgen"),
        ("paypa", "раура"),  # all Cyrillic
        ("HOPE", "НОРЕ"),  # all Cyrillic capitals
        ("nova", "ηονα"),  # all Greek
    ],
)
def test_look_alikes_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ali", "all"), ("lucia", "luda"), ("anna", "hanna"), ("Зоя", "Зоа")]
)
def test_different_names_have_different_skeletons(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ada-99", {"LATIN"}),
        ("аda", {"CYRILLIC", "LATIN"}),
        ("山田たろー", {"EAST ASIAN"}),
        ("ada٣", {"LATIN", "ARABIC"}),
    ],
)
def test_scripts_of_a_name(name: str, expected: set[str]) -> None:
    assert scripts(name) == expected
