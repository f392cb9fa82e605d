import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from reviews.models import Report
from tests.factories import make_faq_entry, make_member, make_review, make_title, make_trivia
from tests.site.reading import text_of

pytestmark = pytest.mark.django_db


def report_form(client: Client, url: str, **typed: str):
    return client.post(url, {"reason": "spam", "note": "", "website": ""} | typed)


def test_a_visitor_is_led_to_log_in_and_back(client: Client) -> None:
    url = f"/review/{make_review().pk}/report/"
    assert client.get(url)["Location"] == f"/accounts/login/?next={url}"


def test_a_member_reports_a_review_from_its_page(client: Client) -> None:
    review, member = make_review(), make_member()
    client.force_login(member)
    url = f"/review/{review.pk}/report/"
    assert f'href="{url}"' in client.get(review.get_absolute_url()).content.decode()
    assert "Clay remembers" in text_of(client.get(url).content.decode())
    response = report_form(client, url, reason="copied", note="From a newspaper.")
    assert response["Location"] == review.get_absolute_url()
    made = Report.objects.get()
    assert (made.reporter, made.review, made.reason, made.note) == (
        member,
        review,
        "copied",
        "From a newspaper.",
    )


def test_sending_the_form_twice_makes_one_report(client: Client) -> None:
    url = f"/review/{make_review().pk}/report/"
    client.force_login(make_member())
    assert [report_form(client, url).status_code for _ in range(2)] == [302, 302]
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"reason": ""}, "This field is required."),
        ({"reason": "voting"}, "is not one of the available choices"),
        ({"reason": "other", "note": ""}, "Say what is wrong."),
        ({"note": "x" * 1001}, "at most 1000 characters"),
        ({"website": "https://shop.example"}, "This field must stay empty."),
        ({"reason": "\x00"}, "is not one of the available choices"),
    ],
)
def test_a_mistake_is_said_and_nothing_typed_is_lost(
    client: Client, typed: dict[str, str], error: str
) -> None:
    client.force_login(make_member())
    typed = {"note": "Look at this."} | typed
    response = report_form(client, f"/review/{make_review().pk}/report/", **typed)
    html = response.content.decode()
    assert (response.status_code, Report.objects.count()) == (422, 0)
    assert error in text_of(html)
    assert typed["note"] in html


def test_one_sees_no_trap(client: Client) -> None:
    client.force_login(make_member())
    html = client.get(f"/review/{make_review().pk}/report/").content.decode()
    assert '<div class="visually-hidden" aria-hidden="true">' in html


def test_an_faq_entry_is_reported(client: Client) -> None:
    entry = make_faq_entry()
    client.force_login(make_member())
    response = report_form(client, f"/faq/{entry.pk}/report/")
    assert (response["Location"], Report.objects.get().faq_entry) == (entry.title.get_absolute_url(), entry)


def test_a_row_is_reported_by_the_link_that_names_it(client: Client) -> None:
    trivia = make_trivia(text="Shot in wax.")
    client.force_login(make_member())
    url = f"/title/{trivia.title.pk}/{trivia.title.slug}/report/?section=trivia&row={trivia.pk}"
    html = client.get(url).content.decode()
    assert "Shot in wax." in text_of(html)
    assert '<option value="trivia" selected>' in html
    response = report_form(
        client, url, section="trivia", row=str(trivia.pk), reason="other", note="It was clay."
    )
    made = Report.objects.get()
    assert (response.status_code, made.title, made.section, made.row_id, made.quote) == (
        302,
        trivia.title,
        "trivia",
        trivia.pk,
        "Shot in wax.",
    )


@pytest.mark.parametrize("row", ["9" * 18, "1"])
def test_a_row_that_is_not_there_is_not_found(client: Client, row: str) -> None:
    title = make_title()
    client.force_login(make_member())
    url = f"/title/{title.pk}/{title.slug}/report/?section=trivia&row={row}"
    assert client.get(url).status_code == 404
    assert report_form(client, url, section="trivia", row=row).status_code == 404


@pytest.mark.parametrize("query", ["", "?section=nonsense&row=x", "?row=" + "9" * 40, "?section=%00"])
def test_an_odd_link_leads_to_the_form(client: Client, query: str) -> None:
    title = make_title()
    client.force_login(make_member())
    assert client.get(f"/title/{title.pk}/{title.slug}/report/{query}").status_code == 200


def test_too_many_reports_are_refused_and_come_back_filled(client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"report": "new 1/day"}
    client.force_login(make_member())
    report_form(client, f"/review/{make_review().pk}/report/")
    response = report_form(client, f"/review/{make_review().pk}/report/", note="A shop. " * 30)
    assert (response.status_code, Report.objects.count()) == (429, 1)
    assert int(response["Retry-After"]) > 86_000
    assert "A shop. A shop." in response.content.decode()


def test_a_suspended_member_is_told_until_when(client: Client) -> None:
    member = make_member(suspended_until=timezone.localdate())
    client.force_login(member)
    response = client.get(f"/review/{make_review().pk}/report/")
    assert response.status_code == 403
    assert "The staff suspended your account up to and including" in text_of(response.content.decode())
