"""Confirming anew that it is the member, by a code by e-mail."""

from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import BaseReauthenticateView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import MemberRequest
from accounts.reauthentication import ReauthenticationCodeForm, kept_code, send_code


@method_decorator([login_required, never_cache], name="dispatch")
class ReauthenticateByCode(BaseReauthenticateView):
    """First a button that sends the code, then the field that takes it."""

    form_class = ReauthenticationCodeForm
    template_name = "accounts/reauthenticate_by_code.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "send" not in request.POST:
            return super().post(request, *args, **kwargs)
        if send_code(cast(MemberRequest, request)):
            return HttpResponseRedirect(self.passthrough_next_url(request.path))
        form = self.form_class(request=request)
        return self.render_to_response(self.get_context_data(form=form, is_too_often=True), status=429)

    def form_valid(self, form: ReauthenticationCodeForm) -> HttpResponse:
        record_authentication(self.request, self.request.user, method="code", reauthenticated=True)
        return super().form_valid(form)

    def form_invalid(self, form: ReauthenticationCodeForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"is_sent": kept_code(self.request) is not None}


by_code = require_http_methods(["GET", "HEAD", "POST"])(ReauthenticateByCode.as_view())
