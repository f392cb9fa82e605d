from films.diff import Piece, Row, side_by_side


def test_an_unchanged_text_has_no_changed_row() -> None:
    assert side_by_side("One.\nTwo.", "One.\nTwo.") == [
        Row([Piece("One.")], [Piece("One.")]),
        Row([Piece("Two.")], [Piece("Two.")]),
    ]


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
