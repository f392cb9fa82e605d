from films.diff import Piece, Row, side_by_side


def test_an_unchanged_text_has_no_changed_row() -> None:
    assert side_by_side("One.\nTwo.", "One.\nTwo.") == [
        Row([Piece("One.")], [Piece("One.")]),
        Row([Piece("Two.")], [Piece("Two.")]),
    ]


def test_a_line_that_only_parts_paragraphs_is_blank() -> None:
    assert [row.is_blank for row in side_by_side("One.\n\nTwo.", "One.\n\nTwo!")] == [False, True, False]
    assert [row.is_blank for row in side_by_side("One.", "One.\n")] == [False, False]


def test_changed_words_are_told_within_their_paragraph() -> None:
    (row,) = side_by_side("A quiet film.", "A loud film.")
    assert row.before == [Piece("A "), Piece("quiet", is_changed=True), Piece(" film.")]
    assert row.after == [Piece("A "), Piece("loud", is_changed=True), Piece(" film.")]


def test_a_new_paragraph_stands_alone() -> None:
    assert side_by_side("One.", "One.\nTwo.")[1] == Row([], [Piece("Two.", is_changed=True)])


def test_both_texts_come_back_whole() -> None:
    before, after = "One two.\n\nThree <b>four</b>.", "One  two!\nFive\nThree <i>four</i>."
    rows = side_by_side(before, after)
    for side, text in (("before", before), ("after", after)):
        lines = ["".join(p.text for p in getattr(row, side)) for row in rows if getattr(row, side)]
        assert "\n".join(lines) == text


def test_a_small_change_of_a_long_text_is_told_exactly() -> None:
    words = [f"word{number}" for number in range(6000)]
    (row,) = side_by_side(" ".join(words), " ".join([*words[:3000], "new", *words[3001:]]))
    assert [piece.text for piece in row.before if piece.is_changed] == ["word3000"]
    assert [piece.text for piece in row.after if piece.is_changed] == ["new"]


def test_long_texts_with_little_in_common_are_not_compared_word_by_word() -> None:
    before, after = ("a b c d " * 1000 + end for end in ("x", "y"))
    (row,) = side_by_side(before, "z " + after[1:])
    assert (row.before, row.after) == ([Piece(before, True)], [Piece("z " + after[1:], True)])
