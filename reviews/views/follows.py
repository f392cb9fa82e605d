"""Following titles and people, the page of what one follows, and its private feed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import MemberRequest
from films.models import Person, Title
from films.page_meta import page_meta
from reviews.following import follow, unfollow
from reviews.following_forms import FollowForm, NewsletterForm
from reviews.models import Follow, News
from reviews.models.newsletter import newsletter_of
from reviews.views.finding import way_back, with_title, writers_only

NEWS_LENGTH = 20


@require_http_methods(["GET", "HEAD", "POST"])
@with_title
@login_required
@writers_only
def of_title(request: MemberRequest, title: Title) -> HttpResponseBase:
    return _changed(request, title)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writers_only
def of_person(request: MemberRequest, person_id: int, slug: str) -> HttpResponseBase:
    return _changed(request, get_object_or_404(Person, pk=person_id))


def _changed(request: MemberRequest, target: Title | Person) -> HttpResponseBase:
    """Where the buttons are sent to. Who comes here by logging in is led back to the page."""
    form = FollowForm(request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            unfollow(request.user, target) if form.cleaned_data["remove"] else follow(request.user, target)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect(way_back(request, target.get_absolute_url()))


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponseBase:
    """What the member follows, and what is new about it."""
    kept = Follow.objects.of_member(request.user)
    follows = list(kept.with_target())
    newsletter = newsletter_of(request.user)
    news = News.objects.for_member(request.user).releases_in(newsletter.country)
    return TemplateResponse(
        request,
        "reviews/following.html",
        {
            "meta": page_meta(request, _("What you follow")),
            "titles": [follow.title for follow in follows if follow.title],
            "people": [follow.person for follow in follows if follow.person],
            "off_the_site": kept.off_the_site().count(),
            "news": news.with_subject().latest_first()[:NEWS_LENGTH],
            "newsletter": newsletter,
            "form": NewsletterForm(instance=newsletter),
        },
    )


@require_POST
@login_required
def country(request: MemberRequest) -> HttpResponseBase:
    form = NewsletterForm(request.POST, instance=newsletter_of(request.user))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("This is no country."))
    return redirect("reviews:following")


@require_POST
@login_required
def feed_address(request: MemberRequest) -> HttpResponseBase:
    """A new secret address in place of the former one."""
    newsletter_of(request.user).reset_feed()
    messages.success(request, _("Your feed has a new address; the former one is dead."))
    return redirect("reviews:following")
