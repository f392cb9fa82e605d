import pytest
from django.test import Client

from films.models import Title
from reviews.models import CommunityRules, HelpfulVote, Rating, Review, ReviewRevision
from reviews.publishing import delete_review
from tests.factories import BODY, make_member, make_review, make_title

pytestmark = pytest.mark.django_db

TYPED = {"headline": "Clay remembers", "body": BODY, "stars": "9", "language": "en", "action": "publish"}


@pytest.fixture
def title() -> Title:
    return make_title()


def url_of(title: Title) -> str:
    return f"/title/{title.pk}/{title.slug}/reviews/new/"


def test_a_member_publishes_a_review(client: Client, title: Title) -> None:
    client.force_login(make_member())
    response = client.post(url_of(title), TYPED)
    review = Review.objects.get()
    assert response["Location"] == review.get_absolute_url()
    assert (review.headline, review.stars, review.is_draft) == ("Clay remembers", 9, False)
    assert Rating.objects.get().value == 9


def test_sending_the_form_twice_makes_one_review(client: Client, title: Title) -> None:
    client.force_login(make_member())
    locations = {client.post(url_of(title), TYPED)["Location"] for _ in range(2)}
    assert len(locations) == 1
    assert (Review.objects.count(), ReviewRevision.objects.count()) == (1, 0)


def test_a_visitor_is_led_to_log_in_and_back(client: Client, title: Title) -> None:
    assert client.get(url_of(title))["Location"] == f"/accounts/login/?next={url_of(title)}"


def test_the_rule_is_said_beforehand(client: Client, title: Title) -> None:
    CommunityRules.objects.create(review_floor=20, review_ceiling=300)
    client.force_login(make_member())
    html = client.get(url_of(title)).content.decode()
    assert "From 20 to 300 characters." in html
    assert 'data-floor="20"' in html


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"body": "Too short."}, "A review has at least 150 characters; this one is 140 short."),
        ({"body": "x" * 10_001}, "This is 1 character longer than the 10,000 a review may have."),
        ({"body": " " * 500}, "Write something about the title."),
        ({"body": "\u200b" * 500}, "Write something about the title."),
        ({"headline": ""}, "Give your review a headline."),
        ({"headline": "\u2060"}, "Give your review a headline."),
        ({"headline": "x" * 121}, "at most 120 characters"),
        ({"stars": "11"}, "Select a valid choice"),
        ({"language": "xx-klingon"}, "Select a valid choice"),
        ({"body": BODY + "\x00"}, "Null characters are not allowed."),
    ],
)
def test_what_was_typed_comes_back_with_the_reason(
    client: Client, title: Title, changed: dict[str, str], error: str
) -> None:
    client.force_login(make_member())
    response = client.post(url_of(title), {**TYPED, **changed})
    html = response.content.decode()
    assert response.status_code == 422
    assert error in html
    if "headline" not in changed:
        assert "Clay remembers" in html
    if "body" not in changed:
        assert BODY in html
    assert Review.objects.count() == 0


def test_exactly_the_floor_and_the_ceiling_will_do(client: Client, title: Title) -> None:
    client.force_login(make_member())
    for length in (150, 10_000):
        assert client.post(url_of(title), {**TYPED, "body": "\r\n" + "é" * length}).status_code == 302
    assert Review.objects.get().body == "é" * 10_000


def test_a_draft_is_kept_and_gone_on_with(client: Client, title: Title) -> None:
    author = make_member()
    client.force_login(author)
    draft = {**TYPED, "headline": "", "body": "Half a", "action": "draft"}
    response = client.post(url_of(title), draft, follow=True)
    assert response.redirect_chain[-1][0] == url_of(title)
    assert "Half a" in response.content.decode()
    assert Review.objects.visible().count() == 0
    client.post(url_of(title), TYPED)
    assert (Review.objects.visible().count(), Review.objects.count()) == (1, 1)


def test_a_preview_shows_the_text_and_stores_nothing(client: Client, title: Title) -> None:
    client.force_login(make_member())
    response = client.post(
        url_of(title), {**TYPED, "body": "A *quiet* film, >!he lives!<.", "action": "preview"}
    )
    html = response.content.decode()
    assert response.status_code == 200
    assert "<em>quiet</em>" in html
    assert "A *quiet* film, &gt;!he lives!&lt;." in html
    assert Review.objects.count() == 0


def test_a_preview_of_nothing_and_of_nonsense_is_still_a_page(client: Client, title: Title) -> None:
    client.force_login(make_member())
    for typed in ({}, {"body": "\x00" * 20_000, "headline": "x" * 9999, "language": "??", "stars": "-1"}):
        assert client.post(url_of(title), {**typed, "action": "preview"}).status_code == 200


def test_an_author_edits(client: Client) -> None:
    review = make_review()
    client.force_login(review.author)
    assert client.get(url_of(review.title))["Location"] == f"/review/{review.pk}/edit/"
    assert BODY in client.get(f"/review/{review.pk}/edit/").content.decode()
    response = client.post(f"/review/{review.pk}/edit/", {**TYPED, "headline": "Clay forgets", "stars": ""})
    review.refresh_from_db()
    assert response["Location"] == review.get_absolute_url()
    assert (review.headline, review.revision, review.stars) == ("Clay forgets", 2, None)


def test_nobody_else_edits_deletes_or_restores(client: Client) -> None:
    review = make_review()
    staff = make_member(is_staff=True, is_superuser=True)
    for member in (make_member(), staff):
        client.force_login(member)
        for deed in ("edit", "deletion", "restoration"):
            assert client.post(f"/review/{review.pk}/{deed}/", TYPED).status_code == 404
    review.refresh_from_db()
    assert (review.revision, review.deleted_at) == (1, None)


def test_an_author_deletes_and_brings_back(client: Client) -> None:
    review = make_review()
    client.force_login(review.author)
    assert "30 days" in client.get(f"/review/{review.pk}/deletion/").content.decode()
    page = client.post(f"/review/{review.pk}/deletion/", follow=True)
    assert "Bring it back" in page.content.decode()
    assert Review.objects.visible().count() == 0
    client.post(f"/review/{review.pk}/restoration/")
    assert Review.objects.visible().count() == 1
    assert client.get(f"/review/{review.pk}/restoration/").status_code == 405


def test_a_deleted_review_can_be_written_anew(client: Client) -> None:
    review = make_review()
    delete_review(review)
    client.force_login(review.author)
    assert "You deleted an earlier review" in client.get(url_of(review.title)).content.decode()
    client.post(url_of(review.title), {**TYPED, "headline": "Anew"})
    assert Review.objects.visible().get().headline == "Anew"


def test_extra_fields_are_ignored(client: Client, title: Title) -> None:
    author = make_member()
    client.force_login(author)
    extra = {"author": make_member().pk, "helpful_count": 9, "is_hidden": "on", "created_at": "1999-01-01"}
    client.post(url_of(title), {**TYPED, **extra})
    review = Review.objects.get()
    assert (review.author, review.helpful_count, review.is_hidden) == (author, 0, False)
    assert review.created_at.year != 1999


NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{ 7*7 }}{% debug %}",
    "javascript:alert(1)//",
    "</textarea></title><svg onload=alert(1)>",
    "\u202eright to left\u202c \u2066",
    "Z͑ͫ̓a̴l̷g̸o \U0001f469\u200d\U0001f680 ﷽ 表ポあA鷗ŒéＢ逍Üßªąñ丂㐀𠀀",
    '<!--#exec cmd="ls"--> %00 %s %n ${jndi:ldap://x}',
    "=cmd|'/C calc'!A0",
]


@pytest.mark.parametrize("string", NASTY)
def test_nasty_strings_come_back_as_text(client: Client, title: Title, string: str) -> None:
    author = make_member()
    client.force_login(author)
    typed = {**TYPED, "headline": string, "body": f"{BODY}\n\n{string}"}
    assert client.post(url_of(title), typed).status_code == 302
    review = Review.objects.get()
    assert string in review.body
    assert review.headline == string
    for url in (
        review.get_absolute_url(),
        f"/title/{title.pk}/{title.slug}/reviews/",
        "/reviews/",
        f"/review/{review.pk}/edit/",
        f"/review/{review.pk}/deletion/",
        "/reviews/feed/",
    ):
        html = client.get(url).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<svg onload" not in html
    client.post(f"/review/{review.pk}/edit/", {**typed, "headline": f"{string} again"})
    html = client.get(f"/review/{review.pk}/history/1/").content.decode()
    assert "<script>alert" not in html
    assert HelpfulVote.objects.count() == 0
