import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from films.models import Title
from reviews.models import Review
from reviews.publishing import ReviewText, delete_review, edit_review, publish_review, save_draft, set_hidden
from reviews.votes import cast_helpful_vote
from tests.factories import BODY, make_member, make_review, make_title
from tests.site.reading import text_of

pytestmark = pytest.mark.django_db


def page_of(title: Title) -> str:
    return reverse("reviews:of-title", args=[title.pk, title.slug])


def headlines(client: Client, url: str) -> list[str]:
    response = client.get(url)
    assert response.status_code == 200
    return [review.headline for review in response.context["page"].rows]


@pytest.fixture
def title() -> Title:
    title = make_title()
    for stars, language, spoils in ((9, "en", False), (2, "fr", False), (None, "en", True)):
        make_review(
            title, headline=f"{stars} {language}", stars=stars, language=language, contains_spoilers=spoils
        )
    return title


def test_reviews_of_a_title(client: Client, title: Title) -> None:
    make_review(headline="Of another title")
    response = client.get(page_of(title))
    text = text_of(response.content.decode())
    assert "3 reviews" in text
    assert all(headline in text for headline in ("9 en", "2 fr", "None en"))
    assert "Of another title" not in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sort=newest", ["None en", "2 fr", "9 en"]),
        ("sort=oldest", ["9 en", "2 fr", "None en"]),
        ("sort=highest", ["9 en", "2 fr", "None en"]),
        ("sort=lowest", ["2 fr", "9 en", "None en"]),
        ("stars=2", ["2 fr"]),
        ("language=en&sort=highest", ["9 en", "None en"]),
        ("hide_spoilers=on&sort=highest", ["9 en", "2 fr"]),
        ("stars=10", []),
    ],
)
def test_readers_sort_and_narrow(client: Client, title: Title, query: str, expected: list[str]) -> None:
    assert headlines(client, f"{page_of(title)}?{query}") == expected


def test_the_most_helpful_comes_first_and_the_most_prolific_author_too(client: Client, title: Title) -> None:
    helpful = Review.objects.get(headline="2 fr")
    cast_helpful_vote(make_member(), helpful, is_helpful=True)
    assert headlines(client, page_of(title))[0] == "2 fr"
    make_review(author=Review.objects.get(headline="9 en").author)
    assert headlines(client, f"{page_of(title)}?sort=prolific")[0] == "9 en"


@pytest.mark.parametrize("query", ["sort=best", "stars=11", "stars=x", "language=zz%00", f"stars={10**30}"])
def test_a_bad_question_is_a_bad_request(client: Client, title: Title, query: str) -> None:
    assert client.get(f"{page_of(title)}?{query}").status_code == 400


@pytest.mark.parametrize("query", ["after=x", "before=1~", "after=nan~1", "sort=newest&after=1e9~1"])
def test_a_page_that_begins_nowhere_is_not_there(client: Client, title: Title, query: str) -> None:
    assert client.get(f"{page_of(title)}?{query}").status_code == 404


def test_pages_follow_each_other(client: Client) -> None:
    title = make_title()
    for _ in range(23):
        make_review(title)
    first = client.get(f"{page_of(title)}?sort=newest&stars=8").context["page"]
    second = client.get(f"{page_of(title)}?{first.next_query}")
    assert (len(first.rows), len(second.context["page"].rows)) == (20, 3)
    back = second.context["page"].previous_query
    assert back.startswith("sort=newest&stars=8&before=")
    assert f'href="?{escape(back)}"' in second.content.decode()


def test_an_old_address_leads_to_the_present_one(client: Client, title: Title) -> None:
    response = client.get(f"/title/{title.pk}/old-name/reviews/?sort=newest")
    assert (response.status_code, response["Location"]) == (301, f"{page_of(title)}?sort=newest")


def test_visitors_get_no_cookie_and_no_form_to_post(client: Client, title: Title) -> None:
    review = Review.objects.get(headline="9 en")
    for url in (
        page_of(title),
        "/reviews/",
        review.get_absolute_url(),
        f"/member/{review.author.username}/reviews/",
        f"/review/{review.pk}/history/",
        f"/title/{title.pk}/{title.slug}/ratings/",
        "/help/ratings/",
    ):
        response = client.get(url)
        assert response.status_code == 200
        assert not response.cookies
        assert not response.has_header("Vary") or "Cookie" not in response["Vary"]
        assert b"csrfmiddlewaretoken" not in response.content
        assert b'method="post"' not in response.content


def test_what_is_not_visible_is_seen_by_its_author_alone(client: Client) -> None:
    author = make_member()
    draft = save_draft(author, make_title(), ReviewText("Only begun", "So far"))
    hidden, deleted = make_review(author=author), make_review(author=author)
    set_hidden(hidden, is_hidden=True)
    delete_review(deleted)
    urls = [review.get_absolute_url() for review in (draft, hidden, deleted)]
    assert [client.get(url).status_code for url in urls] == [404, 404, 404]
    client.force_login(make_member())
    assert [client.get(url).status_code for url in urls] == [404, 404, 404]
    client.force_login(author)
    assert [client.get(url).status_code for url in urls] == [200, 200, 200]
    own = text_of(client.get(f"/member/{author.username}/reviews/").content.decode())
    assert all(state in own for state in ("a draft", "hidden by the staff", "deleted"))
    assert "Bring it back" in client.get(deleted.get_absolute_url()).content.decode()


def test_reviews_of_an_unpublished_title_are_not_shown(client: Client) -> None:
    review = make_review()
    Title.objects.update(is_published=False)
    assert client.get(page_of(review.title)).status_code == 404
    assert client.get(review.get_absolute_url()).status_code == 404
    assert headlines(client, "/reviews/") == []
    assert headlines(client, f"/member/{review.author.username}/reviews/") == []


def test_history_tells_what_changed(client: Client) -> None:
    review = make_review(body=BODY)
    edit_review(review, ReviewText("Clay forgets", BODY + " And <b>more</b>.", stars=8))
    cast_helpful_vote(make_member(), review, is_helpful=True)
    assert f"/review/{review.pk}/history/1/" in client.get(f"/review/{review.pk}/history/").content.decode()
    html = client.get(f"/review/{review.pk}/history/1/").content.decode()
    assert "<del>remembers</del>" in html
    assert "<ins>forgets</ins>" in html
    assert "&lt;" in html
    assert "<b>more" not in html
    assert client.get(f"/review/{review.pk}/history/2/").status_code == 404


@pytest.mark.parametrize(
    ("before", "after", "is_folded"),
    [
        (ReviewText("Clay", BODY, True), ReviewText("Clay", f"{BODY} More."), True),
        (ReviewText("Clay", f"{BODY} >!He dies.!<"), ReviewText("Clay", BODY), True),
        (ReviewText("Clay", BODY), ReviewText("Clay", f"{BODY} More."), False),
    ],
)
def test_what_changed_in_a_text_with_spoilers_is_folded(
    client: Client, before: ReviewText, after: ReviewText, is_folded: bool
) -> None:
    review = publish_review(make_member(), make_title(), before)
    edit_review(review, after)
    html = client.get(f"/review/{review.pk}/history/1/").content.decode()
    assert ("The text may contain spoilers. Show what changed" in html) is is_folded


def test_votes_before_the_last_edit_are_told_apart(client: Client) -> None:
    review = make_review()
    for _ in range(3):
        cast_helpful_vote(make_member(), review, is_helpful=True)
    edit_review(review, ReviewText("Clay forgets", BODY + " And more.", stars=8))
    text = text_of(client.get(review.get_absolute_url()).content.decode())
    assert "3 of 3 people found this review helpful." in text
    assert "3 of these votes were cast before the last edit." in text


def test_a_member_sees_their_own_say(client: Client, title: Title) -> None:
    reader, review = make_member(), Review.objects.get(headline="9 en")
    cast_helpful_vote(reader, review, is_helpful=False)
    client.force_login(reader)
    shown = client.get(page_of(title)).context["page"].rows
    assert {each.headline: each.own_vote for each in shown} == {"9 en": False, "2 fr": None, "None en": None}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("which", "as_visitor", "as_member"), [("title", 3, 10), ("latest", 1, 3), ("member", 2, 4)]
)
def test_queries_of_each_list(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    which: str,
    number: int,
    as_visitor: int,
    as_member: int,
) -> None:
    title, author = make_title(), make_member()
    for _ in range(number):
        if which == "title":
            make_review(title)
        else:
            make_review(author=author)
    urls = {"title": page_of(title), "latest": "/reviews/", "member": f"/member/{author.username}/reviews/"}
    with django_assert_num_queries(as_visitor):
        client.get(urls[which])
    client.force_login(make_member())
    with django_assert_num_queries(as_member):
        client.get(urls[which])


@pytest.mark.parametrize(
    "url", ["/member/nobody/reviews/", "/review/999999999999999999/", "/review/9999999999999999999999/"]
)
def test_what_is_not_there_is_not_found(client: Client, url: str) -> None:
    assert client.get(url).status_code == 404


def test_a_closed_account_has_no_page(client: Client) -> None:
    author = make_review().author
    User.objects.filter(pk=author.pk).update(is_active=False)
    assert client.get(f"/member/{author.username}/reviews/").status_code == 404
