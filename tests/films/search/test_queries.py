"""What people type, and the first thing they expect to see: the same table for both databases."""

import pytest
from django.db import connection

from films.search import at_most, find, suggest

MISSING = "The Missing Picture"

EXPECTED = [
    # as it is written, in any case, with any apostrophe
    ("The Missing Picture", MISSING),
    ("THE MISSING PICTURE", MISSING),
    ("l'image manquante", MISSING),
    ("L’IMAGE MANQUANTE", MISSING),
    ("l‘image manquante", MISSING),
    ("limage manquante", MISSING),
    ("image manquante", MISSING),
    ("manquante", MISSING),
    ("Az eltunt kep", MISSING),
    ("schindlers list", "Schindler's List"),
    ("schindler’s list", "Schindler's List"),
    ("oherlihy", "Daniel O'Herlihy"),
    ("o'herlihy", "Daniel O'Herlihy"),
    # unfinished
    ("the missing pic", MISSING),
    ("missing p", MISSING),
    ("seven sam", "Seven Samurai"),
    ("metr", "Metropolis"),
    ("fabuleux dest", "Amélie"),
    ("learned to stop worr", "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb"),
    # words in another order, words from the middle
    ("picture missing", MISSING),
    ("space odyssey", "2001: A Space Odyssey"),
    # short names and nothing but common words
    ("M", "M"),
    ("if", "If...."),
    ("If…", "If...."),
    ("there there", "There There"),
    ("the the", "The The"),
    ("thing", "The Thing"),
    ("the", "The The"),
    # exact before longer, popular before the rest
    ("missing", "Missing"),
    ("image", "Image"),
    ("metropolis", "Metropolis"),
    ("blade runner", "Blade Runner"),
    # years
    ("missing picture 2013", MISSING),
    ("the missing picture (2013)", MISSING),
    ("metropolis 2001", "Metropolis"),
    ("metropolis (1927)", "Metropolis"),
    ("blade runner 2049", "Blade Runner 2049"),
    ("blade runner 1982", "Blade Runner"),
    ("2001", "2001: A Space Odyssey"),
    ("1917", "1917"),
    ("metropolis 1928", "Metropolis"),
    # accents, letters of their own, signs
    ("amelie", "Amélie"),
    ("AMÉLIE", "Amélie"),
    ("ame\u0301lie", "Amélie"),
    ("weisse band", "Das weiße Band"),
    ("sodahl lodz", "Sødahl & Łódź"),
    ("oedipe", "Œdipe"),
    ("rashomon", "Rashōmon"),
    ("fanny and alexander", "Fanny & Alexander"),
    ("fanny & alexander", "Fanny & Alexander"),
    ("spiderman", "Spider-Man"),
    ("spider man", "Spider-Man"),
    ("walle", "WALL·E"),
    ("wall-e", "WALL·E"),
    ("mash", "M*A*S*H"),
    ("8 1/2", "8½"),
    ("8½", "8½"),
    ("alien 3", "Alien³"),
    ("$", "$"),
    # other scripts: whole, begun, from inside
    ("រូបភាពដែលបាត់", MISSING),
    ("រូបភាព", MISSING),
    ("បាត់", MISSING),
    ("被消失的影像", MISSING),
    ("影像", MISSING),
    ("影", MISSING),
    ("七人の侍", "Seven Samurai"),
    ("の侍", "Seven Samurai"),
    ("千尋", "Spirited Away"),
    ("あめり", "Amélie"),
    ("ﾒﾄﾛﾎﾟﾘｽ", "Metropolis"),
    ("花樣年華", "In the Mood for Love"),
    ("기생충", "Parasite"),
    ("행방불명", "Spirited Away"),
    ("باب الحديد", "Cairo Station"),
    ("بابُ الحديد", "Cairo Station"),
    ("جدايي نادر", "A Separation"),
    ("сталкер", "Stalker"),
    ("АМЕЛИ", "Amélie"),
    ("ежик в тумане", "Hedgehog in the Fog"),
    ("ลุงบุญมี", "Uncle Boonmee Who Can Recall His Past Lives"),
    ("ระลึกชาติ", "Uncle Boonmee Who Can Recall His Past Lives"),
    ("পথের পাঁচালী", "Pather Panchali"),
    ("मदर", "Mother India"),
    # people
    ("rithy panh", "Rithy Panh"),
    ("panh", "Rithy Panh"),
    ("panh, rithy", "Rithy Panh"),
    ("រីទ្ធី", "Rithy Panh"),
    ("wong kar wai", "Wong Kar-wai"),
    ("karwai", "Wong Kar-wai"),
    ("王家衛", "Wong Kar-wai"),
    ("тарковский", "Andrei Tarkovsky"),
    ("toshiro mifune", "Toshirō Mifune"),
    # one slip: missing, doubled, wrong, swapped
    ("missng picture", MISSING),
    ("missing pictture", MISSING),
    ("missing pucture", MISSING),
    ("missign picture", MISSING),
    ("stlaker", "Stalker"),
    ("rihty panh", "Rithy Panh"),
    ("metropolix", "Metropolis"),
    ("strangelove worring", "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb"),
    ("мелропо", "Metropolis"),
    ("被消失的景像", MISSING),
]

YEARS = [
    ("metropolis 2001", 2001),
    ("metropolis (1927)", 1927),
    ("metropolis", 1927),
    ("metropolis 1928", 1927),
]

NOWHERE = ["zzyzx", "the missing picture of the year", "寺山修司", "missing picture 1955 m", "", "   ", "…"]


@pytest.mark.usefixtures("catalogue")
def test_suggestions_begin_with_what_was_meant() -> None:
    found = [(typed, next((hit.name for hit in suggest(typed)), None)) for typed, _ in EXPECTED]
    assert found == EXPECTED


@pytest.mark.usefixtures("catalogue")
def test_results_begin_with_what_was_meant() -> None:
    def first(typed: str) -> set[str]:
        results = find(typed)
        return {hit.name for hit in [*results.titles[:1], *results.people[:1]]}

    assert [(typed, expected in first(typed)) for typed, expected in EXPECTED] == [
        (typed, True) for typed, _ in EXPECTED
    ]


@pytest.mark.usefixtures("catalogue")
def test_trailing_year_chooses_among_titles_of_one_name() -> None:
    assert [(typed, suggest(typed)[0].year) for typed, _ in YEARS] == YEARS


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("typed", NOWHERE)
def test_nothing_is_found_where_nothing_is_near(typed: str) -> None:
    assert suggest(typed) == []
    assert not find(typed)


@pytest.mark.django_db
def test_query_without_end_is_given_up_quietly() -> None:
    counting = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) "
        "SELECT count(*) FROM n"
    )
    counted = False
    with at_most(0.05), connection.cursor() as cursor:
        cursor.execute(counting)
        counted = True
    assert not counted
    assert suggest("m") == []


WHOLE_LISTS = [
    (
        "m",
        (
            "M | Toshirō Mifune | Metropolis | M*A*S*H | Metropolis | Missing | Mother India | The Missing Picture | "
            "Spider-Man | 12 Angry Men | In the Mood for Love | 8½"
        ),
    ),
    (
        "the th",
        (
            "The Thing | The The | Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb | "
            "In the Mood for Love | Das weiße Band | Hedgehog in the Fog | The Missing Picture"
        ),
    ),
    ("missing", "Missing | The Missing Picture"),
    ("blade rnner", "Blade Runner | Blade Runner 2049"),
    ("metropolis 1926", "Metropolis | Metropolis"),
]


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(("typed", "names"), WHOLE_LISTS)
def test_exact_comes_before_begun_before_contained_and_each_by_popularity(
    typed: str, names: list[str]
) -> None:
    assert [hit.name for hit in suggest(typed, limit=20)] == names.split(" | ")
