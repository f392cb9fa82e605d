import pytest
from pytest_django import Settings

from films.addresses import full_url


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/", "https://films.example.org/"),
        ("/title/1/m/?page=2", "https://films.example.org/title/1/m/?page=2"),
        ("https://bucket.example.org/a.jpg", "https://bucket.example.org/a.jpg"),
    ],
)
def test_path_gets_the_sites_own_host_unless_it_has_one(settings: Settings, path: str, address: str) -> None:
    settings.SITE_URL = "https://films.example.org"
    assert full_url(path) == address
