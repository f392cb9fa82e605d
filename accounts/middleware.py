"""Sessions for members; for visitors, pages that are the same for everyone."""

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import has_vary_header, patch_cache_control


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
        if not response.has_header("Cache-Control"):
            if self.is_personal(request, response):
                patch_cache_control(response, private=True, no_cache=True)
            else:
                patch_cache_control(response, no_cache=True)
        return response

    @staticmethod
    def is_personal(request: HttpRequest, response: HttpResponseBase) -> bool:
        return (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            or bool(response.cookies)
            or has_vary_header(response, "Cookie")
        )
