"""What members say, to look at. Rows that carry counts are written by their verbs alone."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from films.admin.base import DeskAdmin, ReadOnlyAdmin
from reviews.models import (
    AggregateRating,
    CommunityRules,
    CriticReview,
    HelpfulVote,
    Interest,
    InterestVote,
    Rating,
    Review,
    ReviewRevision,
)
from reviews.publishing import set_hidden
from reviews.scores import rescore_titles


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    list_display = (
        "headline",
        "title",
        "author",
        "stars",
        "created_at",
        "is_hidden",
        "helpful_count",
        "vote_count",
    )
    list_filter = (
        "is_hidden",
        "is_draft",
        "contains_spoilers",
        "stars",
        ("deleted_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("headline", "title__primary_title", "author__username")
    actions = ("hide", "show")

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("reviews.change_review")

    @admin.action(description=_("Hide from visitors"), permissions=["moderate"])
    def hide(self, request: HttpRequest, reviews: QuerySet[Review]) -> None:
        self._set_hidden(request, reviews, is_hidden=True)

    @admin.action(description=_("Show to visitors again"), permissions=["moderate"])
    def show(self, request: HttpRequest, reviews: QuerySet[Review]) -> None:
        self._set_hidden(request, reviews, is_hidden=False)

    def _set_hidden(self, request: HttpRequest, reviews: QuerySet[Review], *, is_hidden: bool) -> None:
        changed = [review for review in reviews if review.is_hidden != is_hidden]
        for review in changed:
            set_hidden(review, is_hidden=is_hidden)
            self.log_change(request, review, "hidden" if is_hidden else "shown")
        count = len(changed)
        message = ngettext("%(count)d review was changed.", "%(count)d reviews were changed.", count)
        self.message_user(request, message % {"count": count}, messages.SUCCESS)


@admin.register(ReviewRevision)
class ReviewRevisionAdmin(ReadOnlyAdmin):
    list_display = ("headline", "review", "number", "created_at")
    search_fields = ("headline", "review__headline")


@admin.register(Rating)
class RatingAdmin(ReadOnlyAdmin):
    list_display = ("title", "member", "value", "created_at", "updated_at")
    list_filter = ("value",)
    search_fields = ("title__primary_title", "member__username")


@admin.register(AggregateRating)
class AggregateRatingAdmin(ReadOnlyAdmin):
    list_display = ("title", "vote_count", "value", "review_count")
    search_fields = ("title__primary_title",)


@admin.register(HelpfulVote)
class HelpfulVoteAdmin(ReadOnlyAdmin):
    list_display = ("review", "member", "is_helpful", "updated_at")
    list_filter = ("is_helpful",)
    search_fields = ("review__headline", "member__username")


@admin.register(InterestVote)
class InterestVoteAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "trivia", "goof", "member", "updated_at")
    list_filter = ("is_interesting",)
    search_fields = ("member__username",)


@admin.register(Interest)
class InterestAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "trivia", "goof")
    search_fields = ("trivia__text", "goof__text")


@admin.register(CriticReview)
class CriticReviewAdmin(DeskAdmin):
    list_display = ("publication", "critic", "title", "language", "date", "url")
    search_fields = ("title__primary_title", "publication", "critic", "language__iexact")
    autocomplete_fields = ("title",)


@admin.register(CommunityRules)
class CommunityRulesAdmin(DeskAdmin):
    """One row, which holds for the whole site."""

    def save_model(self, request: HttpRequest, obj: CommunityRules, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if {"rating_prior", "rating_minimum"} & set(form.changed_data):
            rescore_titles(obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not CommunityRules.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
