"""robots.txt, OpenSearch, the manifest and the icons."""

import json
from xml.etree import ElementTree as ET

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django import Settings

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture(autouse=True)
def site_url(settings: Settings) -> None:
    settings.SITE_URL = "https://films.example.org"


def test_robots_leave_doors_that_lead_on_and_searches_alone(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /accounts/login/*?",
        "Disallow: /accounts/signup/*?",
        "Disallow: /admin/",
        "Disallow: /contribute/",
        "Disallow: /search/",
        "",
        "Sitemap: https://films.example.org/sitemap.xml",
    ]


def test_addresses_are_the_sites_own_whatever_host_was_asked(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["other.example.org"]
    text = client.get("/robots.txt", headers={"host": "other.example.org"}).content.decode()
    assert "Sitemap: https://films.example.org/sitemap.xml" in text


def test_opensearch_tells_where_to_search(client: Client, settings: Settings) -> None:
    settings.SITE_NAME = "Films & Friends of Film"
    response = client.get("/opensearch.xml")
    root = ET.fromstring(response.content)
    assert response["Content-Type"] == "application/opensearchdescription+xml"
    assert root.tag == f"{OPENSEARCH}OpenSearchDescription"
    name = root.findtext(f"{OPENSEARCH}ShortName") or ""
    assert (name, len(name) <= 16) == ("Films & Friends…", True)
    search = root.find(f"{OPENSEARCH}Url[@type='text/html']")
    assert search is not None
    assert search.get("template") == "https://films.example.org/search/?q={searchTerms}"


def test_manifest_names_the_site_and_icons_that_exist(client: Client, settings: Settings) -> None:
    settings.SITE_NAME = "Films"
    response = client.get("/site.webmanifest")
    manifest = json.loads(response.content)
    assert response["Content-Type"] == "application/manifest+json"
    assert (manifest["name"], manifest["start_url"], manifest["lang"]) == ("Films", "/", "en")
    assert {icon["sizes"] for icon in manifest["icons"]} == {"any", "192x192", "512x512"}
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in manifest["icons"])


def test_favicon_is_found_at_its_oldest_address(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/img/favicon.ico")
    assert finders.find("img/favicon.ico")


@pytest.mark.parametrize("path", ["/robots.txt", "/opensearch.xml", "/site.webmanifest", "/favicon.ico"])
def test_files_may_be_kept_for_a_day_and_set_no_cookie(client: Client, path: str) -> None:
    response = client.get(path)
    assert response["Cache-Control"] == "public, max-age=86400"
    assert not response.cookies
