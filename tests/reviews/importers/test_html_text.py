from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.importers.html_text import first_words, markup_of
from reviews.markup import render


@pytest.mark.parametrize(
    ("html", "markup"),
    [
        ("plain", "plain"),
        ("<b>Kill me.</b>", "**Kill me.**"),
        ("so <i> fine </i>it is", "so  *fine* it is"),
        ("<em></em>nothing", "nothing"),
        ("<b><i>both</i></b>", "***both***"),
        ("one<br>two<br/><br />three", "one\ntwo\n\nthree"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<h2>Head</h2><blockquote>said</blockquote>", "Head\n\nsaid"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<a href='https://example.org/a'>there</a>", "[there](https://example.org/a)"),
        ('<a href="javascript:alert(1)">there</a>', "there"),
        ("rock &amp; roll &#39;n&#39; so", "rock & roll 'n' so"),
        ("5* of 5*", "5\\* of 5\\*"),
        ("<script>alert(1)</script>text", "text"),
        ("<img src=x onerror=alert(1)>text", "text"),
        ("a < b and b > a", "a < b and b > a"),
    ],
)
def test_html_becomes_our_markup(html: str, markup: str) -> None:
    assert markup_of(html) == markup


@settings(deadline=None)
@given(st.text(alphabet="<>/bip ae=\"'&;*_[]()!#x1\n", max_size=60))
def test_whatever_was_written_stays_safe(html: str) -> None:
    rendered = render(markup_of(html))
    assert "<script" not in rendered
    assert "onerror" not in rendered


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**KIEFO LOL**", "KIEFO LOL"),
        ("It is good. It is long.", "It is good."),
        ("See [this](https://example.org) now! More.", "See this now!"),
        ("word " * 30, f"{'word ' * 16}".strip() + "…"),
        ("5\\* of 5\\*", "5* of 5*"),
    ],
)
def test_a_headline_is_the_first_sentence_or_the_first_words(text: str, words: str) -> None:
    assert first_words(text) == words


def test_comments_go_and_what_is_no_tag_stays() -> None:
    assert markup_of("<b>Clay</b><!-- not <i>this</i> --> 1 < 2 <3") == "**Clay** 1 < 2 <3"


@pytest.mark.parametrize("begun", ["<!--", "<a ", "</", "<!", "<![CDATA[", "<?"])
def test_a_hundred_thousand_signs_of_tags_that_never_end_take_no_time(begun: str) -> None:
    started = process_time()
    markup_of(begun * (100_000 // len(begun)))
    first_words("[" * 100_000)
    assert process_time() - started < 5
