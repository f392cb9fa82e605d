import pytest
from django.test import RequestFactory
from pytest_django import Settings

from limits.addresses import address_key, address_of

DAY = 86_400


def key(now: float = 0, **meta: str) -> str:
    return address_key(RequestFactory().get("/", **meta), now)


@pytest.mark.parametrize(
    ("count", "forwarded", "address"),
    [
        (0, "6.6.6.6", "10.0.0.1"),
        (1, "6.6.6.6, 9.9.9.9", "9.9.9.9"),
        (2, "6.6.6.6, 9.9.9.9, 10.0.0.2", "9.9.9.9"),
        (2, "9.9.9.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_trusted_proxies_are_believed(
    count: int, forwarded: str, address: str, settings: Settings
) -> None:
    settings.TRUSTED_PROXY_COUNT = count
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == address


def test_the_key_hides_the_address_and_is_another_one_tomorrow() -> None:
    today, tomorrow = key(REMOTE_ADDR="192.0.2.7"), key(DAY, REMOTE_ADDR="192.0.2.7")
    assert today == key(DAY - 1, REMOTE_ADDR="192.0.2.7")
    assert today != tomorrow
    assert "192.0.2.7" not in today
    assert today != key(REMOTE_ADDR="192.0.2.8")


def test_an_ipv6_household_is_one_address() -> None:
    assert key(REMOTE_ADDR="2001:db8:1:2::1") == key(REMOTE_ADDR="2001:db8:1:2:ffff::9")
    assert key(REMOTE_ADDR="2001:db8:1:2::1") != key(REMOTE_ADDR="2001:db8:1:3::1")
    assert key(REMOTE_ADDR="::ffff:192.0.2.7") == key(REMOTE_ADDR="192.0.2.7")
