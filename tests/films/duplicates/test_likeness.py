import pytest

from films.duplicates.likeness import firm, is_near, is_same, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Missing Picture", "missing picture"),
        ("L’Image manquante", "L'image Manquante"),
        ("Rithy Panh", "PANH Rithy"),
        ("Amélie", "Amelie"),
        ("Spider-Man", "Spiderman"),
    ],
)
def test_same_names(one: str, other: str) -> None:
    assert is_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mohsen Makhmalbaf", "Mohsin Makhmalbaf"), ("The Missing Picture", "The Misssing Picture")],
)
def test_near_names_are_found_by_the_same_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)
    assert is_near(one, other)
    assert not is_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("Rocky II", "Rocky III"), ("Alien 3", "Alien 4"), ("Clay", "Stone")]
)
def test_parts_of_a_series_are_not_near(one: str, other: str) -> None:
    assert not is_near(one, other)


def test_name_without_consonants_or_letters_keeps_something() -> None:
    assert (skeleton("Ai"), skeleton("千与千寻") != "", skeleton("")) == ("ai", True, "")


def test_firms_go_without_their_legal_form() -> None:
    assert firm("Bophana Production Ltd.") == firm("BOPHANA PRODUCTION") == "bophanaproduction"
    assert firm("SA") == "sa"
