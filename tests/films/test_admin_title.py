"""The change form of a title: a record and its sections, each a page of its own."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.test import Client

from films import models
from films.admin.title_sections import SECTIONS
from films.history import revert
from films.models import Credit, CreditCategory, Image, Revision, Title
from tests.factories import make_credit, make_person, make_title, make_trivia
from tests.pictures import make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(settings: Any, db: None) -> None:
    settings.REQUIRE_STAFF_MFA = False
    # Remembered by the process after the first time.
    ContentType.objects.get_for_models(*apps.get_app_config("films").get_models())


ROWS: dict[Any, Callable[[int], dict[str, Any]]] = {
    models.TitleGenre: lambda i: {"genre": _saved(models.Genre.named(f"Genre {i}"))},
    models.CountryOfOrigin: lambda i: {"country": ("KH", "FR", "DE")[i]},
    models.SpokenLanguage: lambda i: {"language": ("km", "fr", "de")[i]},
    models.Runtime: lambda i: {"minutes": 90 + i},
    models.TitleKeyword: lambda i: {"keyword": _saved(models.Keyword.named(f"keyword {i}"))},
    models.Aka: lambda i: {"text": f"L’image {i}", "country": "FR"},
    models.Credit: lambda i: {"person": make_person(f"Player {i}"), "category": "cast", "billing": i},
    models.CompanyCredit: lambda i: {
        "company": models.Company.objects.create(name=f"CDP {i}"),
        "role": "production",
    },
    models.ReleaseDate: lambda i: {"date": f"2013-05-{19 + i}", "country": "FR"},
    models.Certificate: lambda i: {"country": "US", "rating": f"PG-{i}"},
    models.BoxOfficeFigure: lambda i: {
        "kind": "gross",
        "territory": "US",
        "amount": i + 1,
        "currency": "USD",
    },
    models.Nomination: lambda i: {
        "event": _saved(models.AwardEvent.named(f"Festival {i}")),
        "year": 2013,
        "award": "Prize",
        "outcome": "won",
    },
    models.Tagline: lambda i: {"text": f"Line {i}"},
    models.PlotSummary: lambda i: {"text": f"Summary {i}"},
    models.Trivia: lambda i: {"text": f"Trivia {i}"},
    models.Goof: lambda i: {"text": f"Goof {i}", "category": "boom"},
    models.Quote: lambda i: {"context": f"reel {i}"},
    models.Soundtrack: lambda i: {"work": f"Song {i}"},
    models.Connection: lambda i: {"kind": "follows", "other_title": make_title(f"Other {i}")},
    models.AlternateVersion: lambda i: {"text": f"Version {i}"},
    models.CrazyCredit: lambda i: {"text": f"Credit {i}"},
    models.FaqEntry: lambda i: {"question": f"Why {i}?"},
    models.TechnicalSpec: lambda i: {"kind": "camera", "value": f"Camera {i}"},
    models.FilmingLocation: lambda i: {"place": f"Phnom Penh {i}", "country": "KH"},
    models.Image: lambda i: {"file": make_upload(name=f"{i}.png"), "licence": "CC0", "credit": "CDP"},
    models.Video: lambda i: {"name": f"Trailer {i}"},
    models.ExternalLink: lambda i: {"url": f"https://example.org/{i}", "label": "Site"},
    models.ExternalId: lambda i: {"source": "imdb", "value": f"tt{i}"},
}
BELOW: dict[Any, Callable[[Any], Any]] = {
    models.Nomination: lambda row: row.nominationrecipient_set.create(person=make_person("Rithy Panh")),
    models.Quote: lambda row: row.quoteline_set.create(speaker="Narrator", text="There are so many images."),
    models.Soundtrack: lambda row: row.soundtrackline_set.create(text="Composed by Marc Marder"),
}


def _saved(row: Any) -> Any:
    row.save()
    return row


def fill(title: Title, section: str, number: int) -> None:
    """So many rows in each table of the section."""
    for inline in SECTIONS[section].inlines:
        if inline.model is models.Synopsis:
            models.Synopsis.objects.create(title=title, text="It ends well.")
            continue
        for each in range(number):
            row = inline.model.objects.create(title=title, **ROWS[inline.model](each))
            BELOW.get(inline.model, lambda _row: None)(row)


def url(title: Title, section: str = "change") -> str:
    return f"/admin/films/title/{title.pk}/{section}/"


def sent(prefix: str, rows: list[dict[str, Any]], initial: int = 0, **more: Any) -> dict[str, Any]:
    """What a browser sends of one table."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial, **more}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


# Three for who asks and one for the title; two for each table, and one for what is shown below its rows.
BUDGETS = {
    "origin": 14,
    "akas": 6,
    "credits": 6,
    "companies": 6,
    "releases": 8,
    "box-office": 6,
    "awards": 8,
    "storyline": 10,
    "trivia": 8,
    "quotes": 10,
    "versions": 10,
    "faq": 6,
    "technical": 8,
    "media": 8,
    "elsewhere": 8,
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("section", SECTIONS)
def test_section_opens_in_a_fixed_number_of_queries(
    admin_client: Client, django_assert_num_queries: Any, section: str, rows: int
) -> None:
    title = make_title()
    fill(title, section, rows)
    with django_assert_num_queries(BUDGETS[section]):
        response = admin_client.get(url(title, section))
    assert response.status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_record_opens_in_a_fixed_number_of_queries(
    admin_client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    title = make_title()
    for section in SECTIONS:
        fill(title, section, rows)
    with django_assert_num_queries(6):
        response = admin_client.get(url(title))
    assert response.status_code == 200


def test_every_table_of_a_title_belongs_to_a_section() -> None:
    facts = {
        each
        for each in vars(models).values()
        if isinstance(each, type) and issubclass(each, models.TitleFact)
    }
    edited = {inline.model for section in SECTIONS.values() for inline in section.inlines}
    assert facts - {models.TitleFact} <= edited


def test_title_of_500_credits_opens_in_pages_under_a_megabyte(
    admin_client: Client, django_assert_num_queries: Any
) -> None:
    title = make_title()
    for number in range(500):
        make_credit(title, billing=number)
    with django_assert_num_queries(6):
        page = admin_client.get(url(title, "credits"))
    assert len(page.content) < 1_000_000
    assert page.content.count(b'name="credit_set-') < 53 * 12
    last = admin_client.get(url(title, "credits") + "?page=10")
    billings = re.findall(r'name="credit_set-\d+-billing" value="(\d+)"', last.content.decode())
    assert billings[:50] == [str(number) for number in range(450, 500)]
    assert 'aria-current="page">10</a>' in last.content.decode()
    for absurd in ("0", "-1", "x", "9" * 40):
        assert admin_client.get(url(title, "credits") + f"?page={absurd}").status_code == 200


def test_curator_adds_changes_and_deletes_credits(admin_client: Client) -> None:
    title, person = make_title(), make_person()
    stays = make_credit(title, person, category=CreditCategory.DIRECTOR)
    goes = make_credit(title)
    rows = [
        {"id": stays.pk, "title": title.pk, "person": person.pk, "category": "director", "billing": 3},
        {
            "id": goes.pk,
            "title": title.pk,
            "person": goes.person_id,
            "category": "cast",
            "billing": 0,
            "DELETE": "on",
        },
        {"id": "", "title": title.pk, "category": "thanks", "credited_as": "The villagers", "billing": 0},
        {"id": "", "title": title.pk, "billing": 0},
    ]
    response = admin_client.post(
        url(title, "credits") + "?page=1", sent("credit_set", rows, initial=2, _continue="Save")
    )
    assert response.headers["Location"] == url(title, "credits") + "?page=1"
    assert list(Credit.objects.order_by("pk").values_list("category", "credited_as", "billing")) == [
        ("director", "", 3),
        ("thanks", "The villagers", 0),
    ]
    title.refresh_from_db()
    assert title.primary_title == "The Missing Picture"


def test_row_that_moved_to_another_page_is_still_saved(admin_client: Client) -> None:
    title = make_title()
    last = [make_credit(title, billing=number) for number in range(60)][-1]
    row = {"id": last.pk, "title": title.pk, "person": last.person_id, "category": "cast", "billing": 7}
    admin_client.post(url(title, "credits") + "?page=1", sent("credit_set", [row], initial=1))
    last.refresh_from_db()
    assert last.billing == 7


@pytest.mark.parametrize(
    ("section", "table", "row", "words"),
    [
        ("credits", "credit_set", {"category": "cast", "billing": 0}, "Choose a person, or write the name"),
        ("akas", "aka_set", {"text": "L’image", "country": "XX", "position": 0}, "is not a country code"),
        ("releases", "releasedate_set", {"date": "2013-13", "kind": "tv"}, "Enter a date as 2014, 2014-03"),
        (
            "box-office",
            "boxofficefigure_set",
            {"kind": "gross", "amount": 10, "currency": "USD", "position": 0},
            "Say where this was taken",
        ),
        ("faq", "faqentry_set", {"question": "x" * 301, "position": 0}, "at most 300 characters"),
        ("akas", "aka_set", {"text": "nul\x00", "position": 0}, "Null characters are not allowed"),
        ("origin", "runtime_set", {"minutes": "9" * 30, "position": 0}, "less than or equal to"),
        (
            "credits",
            "credit_set",
            {"category": "cast", "billing": 0, "person": "9" * 30},
            "That choice is not one of the available choices",
        ),
    ],
)
def test_mistakes_are_told_beside_their_row(
    admin_client: Client, section: str, table: str, row: dict[str, Any], words: str
) -> None:
    title = make_title()
    data = sent(table, [{"id": "", "title": title.pk, **row}])
    for inline in SECTIONS[section].inlines:
        data = sent(f"{inline.model._meta.model_name}_set", []) | data
    response = admin_client.post(url(title, section), data)
    assert response.status_code == 200
    assert words in response.content.decode()


def test_codes_are_taken_in_any_case_and_offered_once(admin_client: Client) -> None:
    title = make_title()
    row = {"id": "", "title": title.pk, "text": "រូបភាព", "country": " kh", "language": "KM ", "position": 0}
    admin_client.post(url(title, "akas"), sent("aka_set", [row]))
    assert list(title.aka_set.values_list("country", "language")) == [("KH", "km")]
    page = admin_client.get(url(title, "akas")).content.decode()
    assert [page.count(f'<datalist id="{name}-codes">') for name in ("country", "language", "currency")] == [
        1,
        1,
        0,
    ]


def test_curator_uploads_a_picture_and_makes_it_the_poster(admin_client: Client) -> None:
    title, other = make_title(), make_title("Other")
    for each in (title, other):
        row = {"id": "", "title": each.pk, "kind": "poster", "licence": "CC0", "credit": "CDP", "position": 0}
        data = sent("image_set", [{**row, "file": make_upload(width=300, height=400)}]) | sent(
            "video_set", []
        )
        assert admin_client.post(url(each, "media"), data).status_code == 302
    image = title.image_set.get()
    assert (image.width, image.height, image.file.storage.exists(image.file.name)) == (300, 400, True)
    form = admin_client.get(url(title)).context["adminform"].form
    assert list(form.fields["poster"].queryset) == [image]


def test_picture_that_is_none_is_refused_in_words(admin_client: Client) -> None:
    title = make_title()
    row = {"id": "", "title": title.pk, "kind": "still", "licence": "CC0", "credit": "CDP", "position": 0}
    data = sent("image_set", [{**row, "file": make_upload(b"<svg/>", "poster.jpg")}]) | sent("video_set", [])
    response = admin_client.post(url(title, "media"), data)
    assert "This is not a picture we can read." in response.content.decode()
    assert not Image.objects.exists()


def test_sections_are_linked_and_the_current_one_is_said(admin_client: Client) -> None:
    title = make_title()
    page = admin_client.get(url(title, "credits")).content.decode()
    assert re.findall(r'<li><a href="([^"]+)" aria-current="page"', page) == [url(title, "credits")]
    assert all(f'href="{url(title, section)}"' in page for section in SECTIONS)
    assert "desk-tabs" not in admin_client.get("/admin/films/title/add/").content.decode()


def test_sections_of_nothing_lead_nowhere(admin_client: Client, client: Client) -> None:
    title = make_title()
    assert admin_client.get(url(title, "nonsense")).status_code == 404
    assert admin_client.get("/admin/films/title/999/credits/").status_code == 302
    assert admin_client.get(f"/admin/films/title/{'9' * 30}/credits/").status_code == 302
    assert client.get(url(title, "credits")).status_code == 302


def test_desk_holds_no_inline_script_or_style(admin_client: Client) -> None:
    title = make_title()
    pages = ["/admin/", "/admin/films/title/", "/admin/films/title/add/", url(title)]
    for address in [*pages, *(url(title, section) for section in SECTIONS)]:
        page = admin_client.get(address).content.decode()
        scripts = re.findall(r"<script[^>]*>", page)
        assert [tag for tag in scripts if "src=" not in tag and "application/json" not in tag] == []
        assert re.findall(r"<[^>]+\s(?:style|on\w+)=", page) == []


def test_without_javascript_a_person_is_chosen_by_number(admin_client: Client) -> None:
    title = make_title()
    credit = make_credit(title)
    page = admin_client.get(url(title, "credits")).content.decode()
    assert f'name="credit_set-0-person" value="{credit.person_id}"' in page
    assert f'<option value="{credit.person_id}" selected>{credit.person}</option>' in page


def test_title_deleted_with_its_poster_returns_with_it(
    admin_client: Client, admin_user: Any, django_capture_on_commit_callbacks: Any
) -> None:
    title = make_title()
    image = Image.objects.create(title=title, file=make_upload(), licence="CC0", credit="CDP")
    Title.objects.update(poster=image)
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(url(title, "delete"), {"post": "yes"})
    assert (Title.objects.exists(), Image.objects.exists()) == (False, False)
    revert(Revision.objects.get(), by=admin_user)
    poster = Title.objects.get().poster
    assert (poster, poster.file.name, default_storage.exists(poster.file.name)) == (
        image,
        image.file.name,
        True,
    )


@pytest.mark.parametrize("number", ["abc", "%00", "12a", "99999999999999999999999"])
def test_number_that_is_none_leads_back_to_the_desk(admin_client: Client, number: str) -> None:
    response = admin_client.get(f"/admin/films/title/{number}/change/")
    assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_what_is_chosen_among_many_is_asked_for_in_words_not_by_the_browser(admin_client: Client) -> None:
    trivia = make_trivia()
    address = f"/admin/films/trivia/{trivia.pk}/change/"
    assert not re.search(r"<select[^>]*\srequired", admin_client.get(address).content.decode())
    refused = admin_client.post(address, {"title": "", "text": "Clay.", "position": 0})
    assert refused.context["adminform"].form.errors == {"title": ["This field is required."]}


def test_no_two_lists_of_the_desk_bear_the_same_name(admin_client: Client) -> None:
    apps_listed = admin_client.get("/admin/").context["app_list"]
    names = [each["name"] for app in apps_listed for each in app["models"]]
    assert (len(names), "External IDs" in names) == (len(set(names)), True)


def test_plot_outline_has_room_for_its_lines(admin_client: Client) -> None:
    title = make_title(plot_outline="Clay figures.")
    page = admin_client.get(f"/admin/films/title/{title.pk}/change/").content.decode()
    assert re.search(r'<textarea name="plot_outline"[^>]*>\s*Clay figures.', page)
