import pytest

from films.slugs import MAX_LENGTH, slug_for


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("The Missing Picture", "the-missing-picture"),
        ("L’image manquante", "limage-manquante"),
        ("8½", "8½"),
        ("If....", "if"),
        ("被消失的影像", "被消失的影像"),
        ("រូបភាពដែលបាត់បង់", "រូបភាពដែលបាត់បង់"),
        ("???", "title"),
        ("", "title"),
        ("a/b?c#d", "a-b-c-d"),
        ("\x00\ud800", "title"),
    ],
)
def test_slug_is_readable_in_any_script(text: str, slug: str) -> None:
    assert slug_for(text, fallback="title") == slug


def test_slug_is_never_long_nor_ends_in_a_hyphen() -> None:
    slug = slug_for("word " * 100, fallback="title")
    assert len(slug) <= MAX_LENGTH
    assert not slug.endswith("-")
