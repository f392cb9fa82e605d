from time import process_time

import pytest

from reviews.markup import render

REL = 'rel="ugc nofollow noopener"'


def spoiler(text: str) -> str:
    return (
        '<span class="inline-spoiler"><input type="checkbox" autocomplete="off" aria-label="Show spoiler">'
        f"<span>{text}</span></span>"
    )


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("One.\n\nTwo,\nthree.", "<p>One.</p>\n<p>Two,<br>\nthree.</p>"),
        ("*quiet* and **loud**", "<p><em>quiet</em> and <strong>loud</strong></p>"),
        ("- clay\n- water", "<ul>\n<li>clay</li>\n<li>water</li>\n</ul>"),
        ("[here](https://example.org/a)", f'<p><a href="https://example.org/a" {REL}>here</a></p>'),
        ("<https://example.org>", f'<p><a href="https://example.org" {REL}>https://example.org</a></p>'),
        ("He >!*dies*!<.", f"<p>He {spoiler('<em>dies</em>')}.</p>"),
        (">!At the start!< too", f"<p>{spoiler('At the start')} too</p>"),
        ("never >!closed", "<p>never &gt;!closed</p>"),
        (">! !<", "<p>&gt;! !&lt;</p>"),
        ("", ""),
    ],
)
def test_markup_of_a_review(source: str, html: str) -> None:
    assert render(source) == html


def test_a_spoiler_never_stands_in_a_link() -> None:
    assert "<input" not in render("[>!he dies!<](https://example.org)")


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](&#106;avascript:alert(1))",
        "[x](//evil.example)",
        "[x](/accounts/logout/)",
        "<javascript:alert(1)>",
        "![x](https://example.org/pixel.png)",
        '<input aria-label="x" autofocus onfocus=alert(1)>',
        ">!<img src=x onerror=alert(1)>!<",
        "</p></article><style>*{display:none}</style>",
        "`<b>` # not a heading\n> not a quotation\n***",
    ],
)
def test_all_else_comes_back_as_text(source: str) -> None:
    html = render(source)
    bare = html.replace(f'<a href="https://example.org/pixel.png" {REL}>x</a>', "").replace(
        spoiler("&lt;img src=x onerror=alert(1)&gt;"), ""
    )
    assert "<" not in bare.replace("<p>", "").replace("</p>", "").replace("<br>", "")


@pytest.mark.parametrize("piece", ["[", "*a ", ">!", ">!a", "- ", "[a](http://x", "_*", "<http://", ">!a!<"])
def test_no_text_takes_long_to_render(piece: str) -> None:
    start = process_time()
    render((piece * 10_000)[:10_000])
    assert process_time() - start < 2
