"""Sessions for members; for visitors, pages that are the same for everyone."""

from typing import cast

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import has_vary_header, patch_cache_control

from accounts.sessions import SessionStore

# How the names of addresses begin that are about an account: ours, and those of django-allauth.
ABOUT_ACCOUNTS = ("accounts:", "account_", "mfa_", "socialaccount_", "usersessions_")


class MemberSessionMiddleware(SessionMiddleware):
    """Django's sessions, and who may keep a copy of a page.

    Whoever sends no session cookie has an empty session whatever the page asks of it, so the page does
    not vary on the cookie: one copy, checked with us before each use, serves every visitor.
    A page that knows its reader, or hands out a cookie, is for that reader's browser alone.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES and request.session.is_empty():
            request.session.accessed = False
        response = super().process_response(request, response)
        self._note_use(request, response)
        if not response.has_header("Cache-Control"):
            if self.is_personal(request, response):
                patch_cache_control(response, private=True, **self.keeping(request))
            else:
                patch_cache_control(response, no_cache=True)
        return response

    @staticmethod
    def keeping(request: HttpRequest) -> dict[str, bool]:
        """Pages about an account are written to no disk; others may be kept, and are asked for again."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        return {"no_store": True} if name.startswith(ABOUT_ACCOUNTS) else {"no_cache": True}

    @staticmethod
    def _note_use(request: HttpRequest, response: HttpResponse) -> None:
        """The session that a page asked for is in use; its cookie, if it outlives the browser, is renewed too."""
        session = cast(SessionStore, request.session)
        if not session.accessed or session.modified or response.status_code >= 500:
            return
        try:
            is_put_off = session.note_use()
        except OperationalError:  # reading goes on while nothing can be written
            return
        if is_put_off and not session.get_expire_at_browser_close():
            response.set_cookie(
                settings.SESSION_COOKIE_NAME,
                session.session_key or "",
                max_age=session.get_expiry_age(),
                domain=settings.SESSION_COOKIE_DOMAIN,
                path=settings.SESSION_COOKIE_PATH,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=settings.SESSION_COOKIE_HTTPONLY,
                samesite=settings.SESSION_COOKIE_SAMESITE,  # type: ignore[arg-type]
            )

    @staticmethod
    def is_personal(request: HttpRequest, response: HttpResponseBase) -> bool:
        return (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            or bool(response.cookies)
            or has_vary_header(response, "Cookie")
        )
