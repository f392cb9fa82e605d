import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

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
        (">!>!twice!<!<", f"<p>{spoiler('&gt;!twice')}!&lt;</p>"),
        (">!one!< *>!two!<* >!", f"<p>{spoiler('one')} <em>{spoiler('two')}</em> &gt;!</p>"),
        (
            "- >!one\n- two!< >!three!<",
            f"<ul>\n<li>&gt;!one</li>\n<li>two!&lt; {spoiler('three')}</li>\n</ul>",
        ),
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


READS_IT_ALL = {"find", "rfind", "index", "count", "replace", "split", "strip", "finditer", "findall", "sub"}
PIECES = [
    ">!", ">!a", ">!*a", "!<", ">!a!<", ">!a\n", ">![a](http://x)!<", "[", "[[", "[]", "[x", "](", "[a](", "[a](b",
    "[a](http://x",
    "[a](http://x)",
    "[*a](http://x)*", "*", "**", "***", "*a", "a*", "*_a", "_*", "a_*b", "**a*b", "_b",
    "<http://", "<http://x>", "<a:", "\\", "\\*", "-\n", "-", "1.\n", "a",
]  # fmt: skip
NESTED: list[Callable[[int], str]] = [
    lambda size: ">!" * (size // 2) + "a!<",
    lambda size: ">!" * (size // 4) + "a" + "!<" * (size // 4),
    lambda size: "*" * (size // 2) + "a" + "*" * (size // 2),
    lambda size: "[" * (size // 2) + "a" + "](http://x)" * (size // 22),
    lambda size: "[a](" * (size // 8) + ")" * (size // 2),
    lambda size: "".join(f"{'  ' * depth}- a\n" for depth in range(int(size**0.5))),
    lambda size: ("- a\n" + "  " * 15 + "b\n") * (size // 36),
    lambda size: "a " * (size // 2),
]


def work_of(source: str) -> int:
    """Lines run while it is rendered, and the characters that our own rule lets a built-in read through."""
    work = 0

    def step(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal work
        work += event == "line"
        return step

    def call(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal work
        if (
            event == "c_call"
            and arg.__name__ in READS_IT_ALL
            and frame.f_globals["__name__"] == "reviews.markup"
        ):
            state = frame.f_locals.get("state")
            work += len(state.src) if state else 0

    tracing, profiling = sys.gettrace(), sys.getprofile()
    sys.settrace(step)
    sys.setprofile(call)
    try:
        render(source)
    finally:
        sys.settrace(tracing)
        sys.setprofile(profiling)
    return work


@pytest.mark.parametrize("piece", PIECES)
def test_the_work_grows_with_the_length_of_a_text_alone(piece: str) -> None:
    for spaced in (piece, piece + " ", piece + "\n\n"):
        assert work_of(spaced * 400) < 2.3 * work_of(spaced * 200)


@pytest.mark.parametrize("nested", NESTED)
def test_nesting_costs_no_more(nested: Callable[[int], str]) -> None:
    assert work_of(nested(3200)) < 2.3 * work_of(nested(1600))
