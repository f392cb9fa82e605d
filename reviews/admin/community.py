"""What members say, to look at. Rows that carry counts are written by their verbs alone."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from films.admin.base import DeskAdmin, ReadOnlyAdmin
from reviews.admin.deciding import decide_together
from reviews.models import (
    CommunityRules,
    CriticReview,
    Interest,
    InterestVote,
    Rating,
    Review,
    ReviewRevision,
)
from reviews.permissions import can_moderate
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
    actions = (decide_together,)

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return can_moderate(request.user)


@admin.register(ReviewRevision)
class ReviewRevisionAdmin(ReadOnlyAdmin):
    list_display = ("headline", "review", "number", "created_at")
    search_fields = ("headline", "review__headline")


@admin.register(Rating)
class RatingAdmin(ReadOnlyAdmin):
    list_display = ("title", "member", "value", "created_at", "updated_at")
    list_filter = ("value",)
    search_fields = ("title__primary_title", "member__username")


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
