"""The small markup of reviews: paragraphs, emphasis, lists, links, and >!spoilers!< that open on demand.

Two gates: the parser knows nothing else and escapes all HTML; nh3 then lets through what it knows.
The text is rendered when it is written; `rerender_reviews` does it again after a change here.
"""

import re
from bisect import bisect_left
from html import escape

import nh3
from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

OPEN, CLOSE = ">!", "!<"
_VISIBLE, _CLOSES = re.compile(r"\S"), re.compile(CLOSE)

ALLOWED_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "span", "input"}
ALLOWED_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "input": {"aria-label"}}


def _spoiler(state: StateInline, silent: bool) -> bool:
    """>!text!< within a paragraph, with emphasis and links inside; not within a link, which is one control."""
    start = state.pos
    if state.linkLevel or not state.src.startswith(OPEN, start):
        return False
    end = _next_close(state, start + len(OPEN))
    if end == -1 or not _VISIBLE.search(state.src, start + len(OPEN), end):
        return False
    if not silent:
        after = state.posMax
        state.pos, state.posMax = start + len(OPEN), end
        state.push("spoiler_open", "span", 1)
        state.md.inline.tokenize(state)
        state.push("spoiler_close", "span", -1)
        state.posMax = after
    state.pos = end + len(CLOSE)
    return True


def _next_close(state: StateInline, start: int) -> int:
    """Where the next !< stands before the end of what is parsed now, or -1; the text is read through but once."""
    found = state.env.get(CLOSE)
    if found is None or found[0] is not state.src:
        found = state.env[CLOSE] = (state.src, [close.start() for close in _CLOSES.finditer(state.src)])
    places = found[1]
    index = bisect_left(places, start)
    return places[index] if index < len(places) and places[index] + len(CLOSE) <= state.posMax else -1


def _spoiler_open(
    renderer: RendererHTML, tokens: list[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """A check box without a name: opened by keyboard, without script, inside a sentence."""
    label = escape(gettext("Show spoiler"), quote=True)
    box = f'<input type="checkbox" autocomplete="off" aria-label="{label}">'
    return f'<span class="inline-spoiler">{box}<span>'


def _spoiler_close(
    renderer: RendererHTML, tokens: list[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</span></span>"


def _is_web_address(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 20})
    parser.enable(["list", "emphasis", "link", "autolink", "newline", "escape"])
    parser.enable(["balance_pairs", "fragments_join"])
    parser.inline.ruler.before("link", "spoiler", _spoiler)
    parser.add_render_rule("spoiler_open", _spoiler_open)
    parser.add_render_rule("spoiler_close", _spoiler_close)
    parser.validateLink = _is_web_address  # type: ignore[method-assign]
    return parser


_PARSER = _parser()
_CLEANER = nh3.Cleaner(
    tags=ALLOWED_TAGS,
    attributes=ALLOWED_ATTRIBUTES,
    allowed_classes={"span": {"inline-spoiler"}},
    tag_attribute_values={"input": {"type": {"checkbox"}, "autocomplete": {"off"}}},
    url_schemes={"http", "https"},
    url_relative="deny",
    link_rel="ugc nofollow noopener",
)


def render(source: str) -> str:
    """Safe HTML for a review's text; an empty text gives an empty one."""
    return _CLEANER.clean(_PARSER.render(source)).strip()


_SPOILER = re.compile(r'<span class="inline-spoiler">.*?</span></span>', re.DOTALL)


def without_spoilers(html: str) -> str:
    """Rendered text for readers that cannot hide anything: each spoiler becomes a word that says so."""
    return _SPOILER.sub(f"[{escape(gettext('spoiler'))}]", html)
