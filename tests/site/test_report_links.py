"""“Report this” beside what a page says: unobtrusive, and for visitors a way to log in."""

import pytest
from django.test import Client

from films.models import PlotSummary, Synopsis, Tagline, Title
from reviews.models import Report
from tests.factories import make_faq_entry, make_goof, make_member, make_title, make_trivia

pytestmark = pytest.mark.django_db


@pytest.fixture
def title() -> Title:
    return make_title()


def link(title: Title, query: str = "") -> str:
    return f'href="/title/{title.pk}/{title.slug}/report/{query}"'


def page(client: Client, title: Title, part: str = "") -> str:
    return client.get(f"/title/{title.pk}/{title.slug}/{part}").content.decode()


def test_a_title_page_leads_to_a_report_of_itself_and_of_each_question(client: Client, title: Title) -> None:
    entry = make_faq_entry(title)
    html = page(client, title)
    assert html.count(link(title)) == 1
    assert html.count(f'href="/faq/{entry.pk}/report/"') == 1


def test_each_row_of_text_can_be_reported(client: Client, title: Title) -> None:
    trivia, goof, entry = make_trivia(title), make_goof(title), make_faq_entry(title)
    summary = PlotSummary.objects.create(title=title, text="Clay figures remember.")
    synopsis = Synopsis.objects.create(title=title, text="Clay figures remember it all.")
    assert link(title, f"?section=trivia&amp;row={trivia.pk}") in page(client, title, "trivia/")
    assert link(title, f"?section=goofs&amp;row={goof.pk}") in page(client, title, "goofs/")
    assert f'href="/faq/{entry.pk}/report/"' in page(client, title, "faq/")
    plot = page(client, title, "plot/")
    assert link(title, f"?section=plot&amp;row={summary.pk}") in plot
    assert link(title, f"?section=plot&amp;row={synopsis.pk}") in plot


def test_a_section_can_be_reported_as_a_whole(client: Client, title: Title) -> None:
    Tagline.objects.create(title=title, text="What is lost.")
    assert page(client, title, "taglines/").count(link(title, "?section=taglines")) == 1


def test_a_visitor_logs_in_and_reports(client: Client, title: Title) -> None:
    trivia = make_trivia(title)
    address = f"/title/{title.pk}/{title.slug}/report/?section=trivia&row={trivia.pk}"
    answer = client.get(address)
    assert answer["Location"].startswith("/accounts/login/?next=/title/")
    client.force_login(make_member())
    assert "Shot in clay." in client.get(address).content.decode()
    client.post(address, {"section": "trivia", "row": trivia.pk, "reason": "wrong_title"})
    assert [(row.section, row.row_id, row.quote) for row in Report.objects.all()] == [
        ("trivia", trivia.pk, str(trivia))
    ]
