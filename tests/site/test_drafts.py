"""A draft is seen by staff alone: no page, list, feed, picture or answer for machines tells of it."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from films.models import AwardEvent, Company, Keyword, Title, TitleKeyword
from films.search import index_people, index_titles
from reviews.following import follow
from reviews.keeping import put_on_watchlist
from reviews.models import Rating
from tests.factories import (
    make_credit,
    make_genre,
    make_member,
    make_person,
    make_review,
    make_staff,
    make_title,
)
from tests.site.access.table import rows
from tests.site.access.test_access import LIBRARY, PARAMETERS, ask
from tests.site.access.world import address_of, form_for, make_members, make_things

pytestmark = pytest.mark.django_db

NAME = "Zzyzx Unseen"


@pytest.fixture
def draft(db: None) -> Title:
    """In every list where a title can be, with members' words from when it was on the site."""
    author = make_member(username="clotilde", has_public_ratings=True, has_public_diary=True)
    title = make_title(NAME, 2018, plot_outline="Nobody may read this yet.", vote_count=9, score=9.5)
    make_review(title, author, headline="Headline of the unseen")
    Title.objects.filter(pk=title.pk).update(vote_count=900, score=9.5, spotlight_date=timezone.localdate())
    person = make_person("Rithy Panh", birth_date=f"1964-{timezone.localdate():%m-%d}")
    make_credit(title, person, category="director")
    make_genre("Documentary", title)
    keyword = Keyword.named("memory")
    keyword.save()
    TitleKeyword.objects.create(title=title, keyword=keyword)
    company = Company.objects.create(name="CDP")
    title.companycredit_set.create(company=company, role="production")
    title.countryoforigin_set.create(country="KH")
    title.spokenlanguage_set.create(language="km")
    title.certificate_set.create(country="US", rating="PG")
    title.releasedate_set.create(country="FR", date=f"{timezone.localdate():%Y-%m-%d}")
    title.externalid_set.create(source="imdb", value="tt8717234")
    event = AwardEvent.named("Venice")
    event.save()
    title.nomination_set.create(event=event, year=2018, award="Prize", outcome="won")
    other = make_title("The Missing Picture")
    make_credit(other, person, category="director")
    TitleKeyword.objects.create(title=other, keyword=keyword)
    title.connection_set.create(kind="follows", other_title=other)
    Title.objects.filter(pk=title.pk).update(is_published=False)
    title.refresh_from_db()
    index_titles([title.pk, other.pk])
    index_people([person.pk])
    return title


def places(title: Title) -> list[str]:
    """Wherever titles are listed, searched, counted or told of."""
    other, person = Title.objects.exclude(pk=title.pk).get(), title.credit_set.get().person
    assert person is not None
    company = Company.objects.get()
    return [
        "/",
        "/titles/",
        "/genre/documentary/",
        "/country/KH/",
        "/language/km/",
        "/year/2018/",
        "/decade/2010s/",
        "/keyword/memory/",
        "/certificate/US/PG/",
        "/award/venice/",
        "/award/venice/2018/",
        "/awards/calendar/",
        "/releases/",
        "/calendar/",
        "/chart/top/",
        "/chart/popular/",
        "/chart/lowest/",
        "/search/?q=Zzyzx",
        "/search/?q=tt8717234",
        "/search/suggest/?q=Zzyzx",
        "/search/titles/?q=Zzyzx",
        "/search/titles/?genre=documentary",
        "/reviews/",
        "/reviews/feed/",
        "/member/clotilde/",
        "/member/clotilde/reviews/",
        "/member/clotilde/reviews/feed/",
        "/member/clotilde/ratings/",
        "/member/clotilde/diary/",
        "/moderation/log/",
        "/sitemap-titles-0.xml",
        person.get_absolute_url(),
        f"{person.get_absolute_url()}director/",
        company.get_absolute_url(),
        other.get_absolute_url(),
        f"{other.get_absolute_url()}connections/",
        f"{other.get_absolute_url()}reference/",
    ]


def own_pages(title: Title) -> list[str]:
    page = title.get_absolute_url()
    sections = ("credits", "plot", "trivia", "awards", "release-info", "connections", "reference", "keywords")
    return [f"/title/{title.pk}/", page, *(f"{page}{name}/" for name in (*sections, "reviews", "ratings"))]


def reader(who: str) -> User | None:
    if who == "visitor":
        return None
    return make_staff(who) if who in ("curator", "moderator") else make_member()


@pytest.mark.parametrize("who", ["visitor", "member", "moderator"])
def test_draft_is_nowhere_for_who_does_not_read_the_catalogue_on_the_desk(
    client: Client, draft: Title, who: str
) -> None:
    member = reader(who)
    if member is not None:
        client.force_login(member)
    seen = {}
    for address in places(draft):
        response = client.get(address, follow=True)
        seen[address] = response.status_code
        text = response.content.decode(errors="replace").replace("q=Zzyzx", "").replace('value="Zzyzx"', "")
        told = [word for word in (NAME, "Nobody may read this", "Headline of the unseen") if word in text]
        assert told == [], address
    found = {address for address, status in seen.items() if status == 200}
    assert {"/", "/titles/", "/chart/top/", "/search/?q=Zzyzx", "/reviews/feed/"} <= found
    for address in [*own_pages(draft), f"/title/{draft.pk}/preview.jpg"]:
        assert client.get(address).status_code == 404, address


def test_curator_reads_a_draft_and_every_page_below_it_and_is_told_what_it_is(
    client: Client, draft: Title
) -> None:
    client.force_login(make_staff("curator"))
    for address in own_pages(draft):
        response = client.get(address, follow=True)
        if response.status_code == 404 and "/title/" in address:
            pytest.fail(address)
        assert "Staff alone see this title until it is published." in response.content.decode(), address
        assert "private" in response.headers["Cache-Control"]


def test_nothing_is_said_about_a_draft_even_by_staff(client: Client, draft: Title) -> None:
    client.force_login(make_staff("curator"))
    before = Rating.objects.count()
    for name in ("rating/", "watchlist/", "review/", "viewings/"):
        assert client.post(f"{draft.get_absolute_url()}{name}", {"value": 9}).status_code in (403, 404)
    assert Rating.objects.count() == before


def test_former_member_of_staff_reads_no_draft(client: Client, draft: Title) -> None:
    member = make_staff("curator")
    User.objects.filter(pk=member.pk).update(is_staff=False)
    client.force_login(member)
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_episode_does_not_name_a_series_that_is_a_draft(client: Client, draft: Title) -> None:
    Title.objects.filter(pk=draft.pk).update(title_type="tv_series")
    episode = make_title("Pilot", title_type="tv_episode", series=draft)
    assert NAME not in client.get(episode.get_absolute_url()).content.decode()


KEPT = "Graves Without a Name"


def test_who_kept_a_title_is_told_no_name_once_it_is_a_draft(client: Client) -> None:
    """Rated, reviewed, listed, followed, suggested to and decided upon: every address there is, read and written to."""
    author = make_members()["author"]
    assert author is not None
    things = make_things(author)
    title = Title.objects.get(primary_title=KEPT)
    put_on_watchlist(author, title)
    follow(author, title)
    Title.objects.filter(pk=title.pk).update(is_published=False)
    client.force_login(author)
    told = []
    for name in rows():
        if name.startswith(LIBRARY):
            continue
        address = address_of(name, PARAMETERS[name], things)
        for verb, form in (("get", {}), ("post", form_for(name, things))):
            response = ask(client, verb, address, form)
            text = b"" if response.streaming else response.content
            if KEPT in text.decode(errors="replace") or KEPT in str(response.headers):
                told.append(f"{verb} {name}")
    assert told == [], "\n".join(told)
