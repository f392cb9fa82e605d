import pytest

from films.search.expression import edits
from films.search.folding import fold, grams, sort_key, tokens


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("L’Image manquante", [("l", "image"), ("manquante",)]),
        ("ÉCLAIR ŁÓDŹ Straße Œuvre Ærø", [("eclair",), ("lodz",), ("strasse",), ("oeuvre",), ("aero",)]),
        ("If…", [("if",)]),
        ("Fast & Furious", [("fast",), ("and",), ("furious",)]),
        ("8½", [("8",), ("1", "2")]),
        ("Ёлка Йод", [("елка",), ("иод",)]),
        ("ΟΔΥΣΣΕΎΣ", [("οδυσσευσ",)]),
        ("ガギ ｶﾞ", [("がぎ",), ("が",)]),
        ("기생충", [("기생충",)]),
        ("រូបភាពដែលបាត់", [("រូបភាពដែលបាត់",)]),
        ("मदर इण्डिया", [("मदर",), ("इण्डिया",)]),
        ("น้ำ", [("น้\u0e4dา",)]),
        ("مُحَمَّد أحمد", [("محمد",), ("احمد",)]),
        ("שָׁלוֹם", [("שלום",)]),
        ("Việt Nam ở Đâu", [("viet",), ("nam",), ("o",), ("dau",)]),
        ("٢٠١٣ Ⅷ", [("2013",), ("viii",)]),
        ("İstanbul", [("istanbul",)]),
        ("a\u200bb\u00adc", [("abc",)]),
        ("\x00\ud800", []),
        ("?!", [("#u0003f00021",)]),
        ("", []),
    ],
)
def test_fold_keeps_what_carries_meaning(name: str, words: list[tuple[str, ...]]) -> None:
    assert fold(name) == words


def test_fold_reads_a_bounded_start() -> None:
    assert sum(len(part) for word in fold("ﷺ" * 100_000) for part in word) <= 300


def test_tokens_hold_words_the_whole_and_the_whole_without_its_article() -> None:
    assert tokens("The Spider-Man") == {"the", "spider", "man", "spiderman", "=thespiderman", "=spiderman"}
    assert tokens("影像") == {"影像", "像", "=影像"}
    assert tokens("\x00") == set()


def test_grams_pair_signs_with_their_marks() -> None:
    assert grams("បាត់") == ["បាត់", "ត់"]
    assert grams("一") == ["一"]


def test_sort_key_leaves_the_leading_article_out() -> None:
    assert [sort_key(name) for name in ("The Missing Picture", "L'Âge d'or", "The", "Élan")] == [
        "missing picture",
        "age d or",
        "the",
        "elan",
    ]


def test_edits_are_one_slip_away_and_bounded() -> None:
    found = edits("abc")
    assert {"ab", "bac", "xbc", "abxc", "abcz"} <= set(found)
    assert "abc" not in found
    assert (edits("ab"), edits("x" * 25), edits("#u0003f")) == ([], [], [])
    assert len(edits("abcdefghijklmnopqrstuvwx")) == 1_273
