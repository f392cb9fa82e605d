"""The pieces that pages are made of."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import Client

from films.typographic_poster import COMPOSITIONS, PALETTES, typographic_poster

SVG = "{http://www.w3.org/2000/svg}"


def text_of(html: str) -> str:
    return " ".join(ET.fromstring(f"<body>{html}</body>").itertext()).strip()


def drawn(title: str, seed: int, label: str = "") -> ET.Element:
    poster = typographic_poster(title, 2013, seed)
    html = render_to_string("components/_typographic_poster.html", {"poster": poster, "label": label})
    return ET.fromstring(html)


@pytest.mark.parametrize("seed", range(len(COMPOSITIONS)))
def test_every_cover_is_drawn_whole(seed: int) -> None:
    cover = drawn("The Missing Picture", seed)
    art = cover.find(f"{SVG}g")
    assert art is not None
    assert len([shape for shape in art.iter() if "class" in shape.attrib]) >= 5
    assert "".join(line.text or "" for line in cover.findall(f"{SVG}text")) == "2013The MissingPicture"


@pytest.mark.parametrize("title", ['<b> & "quotes" \' </svg>', "\x00\x1b\ud800", "", "霸王別姬"])
def test_a_cover_is_well_formed_whatever_the_title(title: str) -> None:
    assert drawn(title, 1).tag == f"{SVG}svg"


def test_a_cover_beside_its_title_is_decoration() -> None:
    assert drawn("Limite", 3).get("aria-hidden") == "true"
    assert drawn("Limite", 3, label="Poster of Limite").get("aria-label") == "Poster of Limite"


def test_every_palette_has_its_colours() -> None:
    css = Path(settings.BASE_DIR, "static/css/components/poster.css").read_text()
    assert [palette for palette in PALETTES if f".poster-{palette} {{" not in css] == []


@pytest.mark.parametrize(("value", "filled", "rest"), [(1, 1, 9), (7, 7, 3), (10, 10, 0)])
def test_stars_are_counted_out_of_ten(value: int, filled: int, rest: int) -> None:
    html = render_to_string("components/_stars.html", {"value": value})
    stars = ET.fromstring(html)
    assert (len(stars.text or ""), len(stars[0].text or "")) == (filled, rest)
    assert stars.get("aria-label") == f"{value} out of 10"


def test_a_pager_keeps_the_other_parameters() -> None:
    page = Paginator(range(30), 10).page(2)
    html = render_to_string("components/_pager.html", {"page": page, "query": "sort=year&"})
    assert 'href="?sort=year&page=1"' in html.replace("&amp;", "&")
    assert 'href="?sort=year&page=3"' in html.replace("&amp;", "&")
    assert "Page 2 of 3" in html


def test_one_page_has_no_pager() -> None:
    assert "nav" not in render_to_string("components/_pager.html", {"page": Paginator([1], 10).page(1)})


def test_more_without_an_address_says_nothing() -> None:
    assert render_to_string("components/_more.html", {"text": "See more"}).strip() == ""


def test_more_is_told_apart_by_screen_readers() -> None:
    html = render_to_string("components/_more.html", {"url": "/x/", "text": "See more", "what": "Trivia"})
    assert text_of(html).split() == ["See", "more", "Trivia", "»"]


@pytest.mark.parametrize("code", [400, 403, 404, 500])
def test_an_error_page_needs_nothing_to_be_rendered(code: int) -> None:
    html = render_to_string(f"{code}.html")
    assert html.count("<h1>") == 1
    assert f">{code}</text>" in html


@pytest.mark.django_db
def test_a_missing_page_is_in_the_look_of_the_site(client: Client) -> None:
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert settings.SITE_NAME in response.content.decode()
    assert not response.cookies
