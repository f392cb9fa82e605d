import json

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from pytest_django import Settings

from films.page_meta import PageMeta, page_meta

NASTY = '</script><script>alert("é & <!--")</script>'


@pytest.fixture(autouse=True)
def site_url(settings: Settings) -> None:
    settings.SITE_URL = "https://films.example.org"


def rendered(meta: PageMeta) -> str:
    return render_to_string("components/_meta.html", {"meta": meta, "site_name": "Films"})


def test_canonical_address_leaves_out_what_was_asked_beside_it() -> None:
    request = RequestFactory().get("/chart/top/", {"utm_source": "a", "page": "1"})
    assert page_meta(request, "Top").canonical == "https://films.example.org/chart/top/"


def test_canonical_address_keeps_what_belongs_to_it() -> None:
    request = RequestFactory().get("/chart/top/")
    meta = page_meta(request, "Top", path="/chart/top/?page=2")
    assert meta.canonical == "https://films.example.org/chart/top/?page=2"


def test_page_without_a_picture_is_stood_for_by_the_sites_icon() -> None:
    meta = page_meta(RequestFactory().get("/"), "Home")
    assert (meta.image, meta.image_size) == ("https://films.example.org/static/img/icon-512.png", (512, 512))
    assert '<meta name="twitter:card" content="summary">' in rendered(meta)


def test_page_with_a_preview_gets_a_large_card() -> None:
    meta = page_meta(RequestFactory().get("/"), "Home", image="/preview.jpg", image_size=(1200, 630))
    assert '<meta property="og:image" content="https://films.example.org/preview.jpg">' in rendered(meta)
    assert '<meta property="og:image:width" content="1200">' in rendered(meta)
    assert '<meta name="twitter:card" content="summary_large_image">' in rendered(meta)


def test_description_is_one_line() -> None:
    assert page_meta(RequestFactory().get("/"), "Home", "Two\n\n lines").description == "Two lines"


def test_a_page_without_a_description_says_its_name() -> None:
    html = rendered(page_meta(RequestFactory().get("/"), "Home"))
    assert '<meta name="description" content="Home">' in html
    assert "og:description" not in html


@pytest.mark.parametrize(("is_indexed", "count"), [(True, 0), (False, 1)])
def test_page_can_ask_not_to_be_indexed(is_indexed: bool, count: int) -> None:
    html = rendered(page_meta(RequestFactory().get("/"), "Search", is_indexed=is_indexed))
    assert html.count('<meta name="robots" content="noindex, follow">') == count


def test_no_text_ends_the_script_it_stands_in() -> None:
    meta = page_meta(RequestFactory().get("/"), NASTY, NASTY, structured_data=[{"name": NASTY}])
    html = rendered(meta)
    assert html.count("</script>") == 1
    assert "<script>" not in html
    data = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(data) == {"@context": "https://schema.org", "name": NASTY}
