"""One of everything that an address can name, and one member of each role."""

from typing import Any

from django.urls import reverse

from accounts.models import NotificationKind, User
from accounts.notifications import unsubscribe_token
from films.history import revising
from films.models import (
    AwardEvent,
    Certificate,
    CompanyCredit,
    CountryOfOrigin,
    Keyword,
    Nomination,
    SpokenLanguage,
    TitleKeyword,
)
from films.sitemaps import IDS_PER_FILE
from moviesite.sections import BY_WORD
from reviews.keeping import note_viewing, put_on_list
from reviews.models import ActionKind, DataImport, Newsletter, SavedSearch, TitleList
from reviews.publishing import ReviewText, edit_review
from tests.factories import (
    BODY,
    make_action,
    make_company,
    make_credit,
    make_curator,
    make_export_for,
    make_faq_entry,
    make_genre,
    make_goof,
    make_member,
    make_moderator,
    make_person,
    make_review,
    make_suggestion,
    make_suspended_member,
    make_title,
    make_trivia,
)

PASSWORD = "clay-figures-2013"
YES, REPORT = {"vote": "yes"}, {"reason": "spam"}

FORMS = {
    "reviews:rating": {"value": 7},
    "reviews:new": {"headline": "Clay", "body": BODY, "language": "en", "publish": "1"},
    "reviews:edit": {"headline": "Clay", "body": BODY, "language": "en", "publish": "1"},
    "reviews:helpful-vote": YES,
    "reviews:trivia-vote": YES,
    "reviews:goof-vote": YES,
    "reviews:list-new": {"name": "Water", "visibility": "public"},
    "reviews:list-edit": {"name": "Water", "visibility": "public"},
    "reviews:list-place": {"position": 1},
    "reviews:report": REPORT,
    "reviews:report-faq-entry": REPORT,
    "reviews:report-row": REPORT | {"section": "trivia"},
    "reviews:appeal": {"text": "It does not."},
}
"""What is sent where an empty form would be refused before anybody is asked who they are."""


def make_members() -> dict[str, User | None]:
    """One of each role; a visitor is nobody."""
    return {
        "visitor": None,
        "member": make_member(password=PASSWORD),
        "author": make_member(password=PASSWORD),
        "suspended": make_suspended_member(password=PASSWORD),
        "moderator": make_moderator(password=PASSWORD),
        "curator": make_curator(password=PASSWORD),
        "superuser": make_member(password=PASSWORD, is_staff=True, is_superuser=True),
    }


def address_of(name: str, parameters: tuple[str, ...], things: dict[str, Any]) -> str:
    """Where an address leads, its parameters filled in with what `things` says for them.

    `things` says it for a parameter wherever it stands ("slug"), or at one address alone ("genre slug").
    """
    values = {key: things.get(f"{name} {key}", things.get(key)) for key in parameters}
    missing = [key for key, value in values.items() if value is None]
    assert missing == [], f"say in tests/site/access/world.py what stands for {missing} of {name}"
    return reverse(name, kwargs=values)


def form_for(name: str, things: dict[str, Any]) -> dict[str, Any]:
    return {"list": things["key"]} if name == "reviews:list-choice" else FORMS.get(name, {})


def make_things(author: User) -> dict[str, Any]:
    """What stands for the parameters of an address: things of the author's where they are somebody's."""
    return catalogue() | community(author) | FOR_MACHINES


def catalogue() -> dict[str, Any]:
    with revising(by=None) as revision:
        title, person, company = make_title(), make_person(), make_company()
    make_credit(title, person, category="director")
    CompanyCredit.objects.create(title=title, company=company, role="production")
    make_genre("Documentary", title)
    keyword, event = Keyword.named("clay figure"), AwardEvent.named("Festival")
    keyword.save()
    event.save()
    TitleKeyword.objects.create(title=title, keyword=keyword)
    Nomination.objects.create(title=title, event=event, year=2013, award="Prize", outcome="won")
    CountryOfOrigin.objects.create(title=title, country="KH")
    SpokenLanguage.objects.create(title=title, language="km")
    Certificate.objects.create(title=title, country="US", rating="PG")
    return {
        "title_id": title.pk,
        "slug": title.slug,
        "section": BY_WORD["trivia"],
        "person_id": person.pk,
        "person slug": person.slug,
        "person-department slug": person.slug,
        "category": "director",
        "company_id": company.pk,
        "company slug": company.slug,
        "company-role slug": company.slug,
        "person-history slug": person.slug,
        "company-history slug": company.slug,
        "revision_id": revision.pk,
        "role": "production",
        "genre slug": "documentary",
        "keyword slug": keyword.slug,
        "award slug": event.slug,
        "award-year slug": event.slug,
        "country code": "KH",
        "language code": "km",
        "country": "US",
        "rating": "PG",
        "year": 2013,
        "decade year": 2010,
        "number": title.pk // IDS_PER_FILE,
    }


def community(author: User) -> dict[str, Any]:
    title = make_title("Graves Without a Name", 2018)
    review = edit_review(make_review(title, author), ReviewText("Again", BODY, False, "en", 9))
    own_list = TitleList.objects.create(member=author, name="Clay")
    entry = put_on_list(own_list, title)
    return {
        "username": author.username,
        "review_id": review.pk,
        "reviews:changes number": 1,
        "key": own_list.key,
        "search_id": SavedSearch.objects.create(member=author, name="Docs", criteria="q=clay").pk,
        "entry_id": entry.pk,
        "viewing_id": note_viewing(author, title, None).pk,
        "reviews:trivia-vote remark_id": make_trivia(title).pk,
        "reviews:goof-vote remark_id": make_goof(title).pk,
        "reviews:report-faq-entry entry_id": make_faq_entry(title).pk,
        "reviews:following-feed key": Newsletter.objects.create(member=author).feed_key,
        "owner": "title",
        "record_id": title.pk,
        "kind": "trivia",
        "row_id": make_trivia(title).pk,
        "suggestion_id": make_suggestion(title, author).pk,
        "export_id": make_export_for(author).pk,
        "action_id": make_action(kind=ActionKind.WARN, member=author, title=title).pk,
        "import_id": DataImport.objects.create(member=author, file_name="ratings.csv").pk,
        "token": unsubscribe_token(author, NotificationKind.RELEASE),
    }


FOR_MACHINES = {
    "name": "titles",
    "path": "nothing.jpg",
    "uidb36": "1",
    "account_reset_password_from_key key": "none",
    "account_confirm_email key": "none",
    "pk": 1,
    "provider_id": "none",
}

IN_THE_ADMIN = {
    "object_id": 1,
    "id": 1,
    "app_label": "films",
    "content_type_id": 1,
    "url": "nothing",
    "section": "cast",
    "file_format": "csv",
    "merge_id": 1,
}
"""What stands for the parameters of the admin's addresses: it asks who one is before it looks for them."""
