import pytest

from reviews.plain_text import clean_text, has_something_to_read


def test_clean_text_keeps_what_a_reader_sees() -> None:
    assert (
        clean_text("a\r\nb\rc\td\x00\x0b\x85\ue000 e\u200d\U0001f600") == "a\nb\nc\td\ue000 e\u200d\U0001f600"
    )


@pytest.mark.parametrize(
    ("text", "answer"), [("", False), (" \u200b\u2060\n", False), ("!", True), ("映画", True)]
)
def test_has_something_to_read(text: str, answer: bool) -> None:
    assert has_something_to_read(text) is answer
