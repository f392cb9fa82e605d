"""Logging in through another site, tried with an OpenID Connect provider of our own on this machine."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from environs import Env

from accounts.models import User
from accounts.providers import apps_of, origins_of, providers_of
from tests.accounts.test_joining import logged_in_as


def env_of(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Env:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return Env()


def test_without_variables_no_provider_is_offered() -> None:
    assert (apps_of(Env()), providers_of(Env()), origins_of(Env())) == ([], {}, [])


@pytest.mark.parametrize(
    ("name", "origin"), [("google", "https://accounts.google.com"), ("github", "https://github.com")]
)
def test_client_id_offers_the_provider(monkeypatch: pytest.MonkeyPatch, name: str, origin: str) -> None:
    variables = {f"{name.upper()}_CLIENT_ID": "id", f"{name.upper()}_CLIENT_SECRET": "secret"}
    env = env_of(monkeypatch, **variables)
    assert apps_of(env) == [f"allauth.socialaccount.providers.{name}"]
    assert providers_of(env)[name]["APPS"] == [{"client_id": "id", "secret": "secret", "key": ""}]
    assert origins_of(env) == [origin]


def test_any_openid_connect_server_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    variables = {
        "OIDC_CLIENT_ID": "id",
        "OIDC_CLIENT_SECRET": "s",
        "OIDC_SERVER_URL": "https://login.example.org/a",
    }
    env = env_of(monkeypatch, **variables, OIDC_NAME="Film club")
    [app] = providers_of(env)["openid_connect"]["APPS"]
    assert (app["name"], app["settings"]) == ("Film club", {"server_url": "https://login.example.org/a"})
    assert origins_of(env) == ["https://login.example.org"]


class Provider(HTTPServer):
    """As much of OpenID Connect as one log-in needs."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), ProviderHandler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.claims = {"sub": "grace-7", "email": "grace@example.org", "email_verified": True}


class ProviderHandler(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *args: object) -> None:
        pass

    def answer(self, body: dict[str, object]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def do_GET(self) -> None:
        if self.path.endswith("/openid-configuration"):
            url = self.server.url
            self.answer(
                {
                    "issuer": url,
                    "authorization_endpoint": f"{url}/authorize",
                    "token_endpoint": f"{url}/token",
                    "userinfo_endpoint": f"{url}/userinfo",
                    "jwks_uri": f"{url}/keys",
                }
            )
        else:
            self.answer(self.server.claims)

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert form["grant_type"] == ["authorization_code"]
        assert form["code_verifier"]
        now = int(time.time())
        token = {**self.server.claims, "iss": self.server.url, "aud": "films", "iat": now, "exp": now + 60}
        signed = jwt.encode(token, "k" * 32, algorithm="HS256")
        self.answer({"access_token": "a", "token_type": "Bearer", "id_token": signed})


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    server = Provider()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    app = {"provider_id": "oidc", "name": "Film club", "client_id": "films", "secret": "s"}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [{**app, "settings": {"server_url": server.url}}],
            "OAUTH_PKCE_ENABLED": True,
        }
    }
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def come_back(client: Client, provider: Provider) -> str:
    """Go to the provider and come back with its code; return where the site leads then."""
    response = client.post("/accounts/oidc/oidc/login/")
    query = parse_qs(urlsplit(response["Location"]).query)
    assert response["Location"].startswith(f"{provider.url}/authorize?")
    assert query["code_challenge_method"] == ["S256"]
    response = client.get("/accounts/oidc/oidc/login/callback/", {"code": "c", "state": query["state"][0]})
    return response["Location"]


@pytest.mark.django_db
def test_joining_through_a_provider(client: Client, provider: Provider) -> None:
    assert "Film club" in client.get("/accounts/login/").content.decode()
    assert come_back(client, provider) == "/accounts/3rdparty/signup/"
    client.post("/accounts/3rdparty/signup/", {"username": "grace", "email": "grace@example.org"})
    assert logged_in_as(client) == "grace"
    assert EmailAddress.objects.get().verified
    again = Client()
    assert come_back(again, provider) == "/"
    assert logged_in_as(again) == "grace"


@pytest.mark.django_db
def test_provider_does_not_open_a_members_account(client: Client, provider: Provider, member: User) -> None:
    provider.claims = {"sub": "eve", "email": "ada@example.org", "email_verified": True}
    come_back(client, provider)
    client.post("/accounts/3rdparty/signup/", {"username": "eve", "email": "ada@example.org"})
    assert logged_in_as(client) == "nobody"
    assert list(User.objects.values_list("username", flat=True)) == ["ada"]


@pytest.mark.django_db
def test_answer_with_another_state_is_refused(client: Client, provider: Provider) -> None:
    client.post("/accounts/oidc/oidc/login/")
    response = client.get("/accounts/oidc/oidc/login/callback/", {"code": "c", "state": "forged"})
    assert "That did not work" in response.content.decode()
    assert logged_in_as(client) == "nobody"
