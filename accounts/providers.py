"""Social log-in: a provider is offered as soon as the environment names its client."""

from typing import Any
from urllib.parse import urlsplit

from environs import Env

_SCOPES = {"google": ["openid", "profile", "email"], "github": ["read:user", "user:email"]}


def apps_of(env: Env) -> list[str]:
    """The Django apps to install for the providers the environment names."""
    return [f"allauth.socialaccount.providers.{name}" for name in providers_of(env)]


def providers_of(env: Env) -> dict[str, dict[str, Any]]:
    """SOCIALACCOUNT_PROVIDERS for the environment: any of google, github, openid_connect, or none."""
    providers: dict[str, dict[str, Any]] = {}
    for name, scope in _SCOPES.items():
        prefix = name.upper()
        if client_id := env.str(f"{prefix}_CLIENT_ID", ""):
            app = {"client_id": client_id, "secret": env.str(f"{prefix}_CLIENT_SECRET"), "key": ""}
            providers[name] = {"APPS": [app], "SCOPE": scope, "OAUTH_PKCE_ENABLED": True}
    if client_id := env.str("OIDC_CLIENT_ID", ""):
        providers["openid_connect"] = {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": env.str("OIDC_NAME", "OpenID Connect"),
                    "client_id": client_id,
                    "secret": env.str("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": env.str("OIDC_SERVER_URL")},
                }
            ],
            "OAUTH_PKCE_ENABLED": True,
        }
    return providers


def origins_of(env: Env) -> list[str]:
    """Where a browser is sent to log in: what the content security policy's form-action must allow."""
    fixed = {"google": "https://accounts.google.com", "github": "https://github.com"}
    origins = [fixed[name] for name in providers_of(env) if name in fixed]
    if env.str("OIDC_CLIENT_ID", ""):
        server = urlsplit(env.str("OIDC_SERVER_URL"))
        origins.append(f"{server.scheme}://{server.netloc}")
    return origins
