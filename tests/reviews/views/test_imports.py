"""The pages of bringing one's data."""

import csv

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries, Settings

from reviews.importers.failures import harmless
from reviews.importers.opening import MOST_BYTES
from reviews.models import DataImport, ImportStatus, Rating, RowState
from tests.factories import make_credit, make_member, make_person, make_title
from tests.reviews.importers.uploads import bring, catalogued, confirmed, imdb_rating, imdb_ratings

pytestmark = pytest.mark.django_db

URL = "/settings/import/"


def upload(client: Client, content: bytes, name: str = "ratings.csv", **fields: str):
    return client.post(URL, {"file": SimpleUploadedFile(name, content), **fields})


@pytest.fixture
def member(client: Client):
    member = make_member()
    client.force_login(member)
    return member


def test_an_upload_is_kept_for_the_job_and_shows_that_it_is_read(client: Client, member) -> None:
    answer = upload(client, imdb_ratings(imdb_rating("tt1000001", 8)))
    data_import = DataImport.objects.get()
    assert (answer.status_code, answer.url) == (302, data_import.get_absolute_url())
    assert DBTaskResult.objects.get().args_kwargs["args"] == [data_import.pk]
    page = client.get(answer.url).content.decode()
    assert "Your file is being read." in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert "js/progress" in page


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "The file is empty."), (b"x" * (MOST_BYTES + 1), "The file is larger than")]
)
def test_what_cannot_be_taken_is_refused_at_once(client: Client, member, content: bytes, words: str) -> None:
    answer = upload(client, content)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert client.post(URL).status_code == 422
    assert not DataImport.objects.exists()


def test_uploads_are_counted(client: Client, member, settings: Settings) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"import": "new 1/day"}
    assert upload(client, b"Const,Title\n").status_code == 302
    assert upload(client, b"Const,Title\n").status_code == 429
    assert DataImport.objects.count() == 1


def test_a_file_that_was_not_understood_says_why(client: Client, member) -> None:
    data_import = bring(member, "x.csv", b"Konst,Titel\n1,2\n")
    page = client.get(data_import.get_absolute_url()).content.decode()
    assert "This is not an export that we know. Its first row begins: Konst, Titel" in page


def test_the_preview_counts_and_the_confirmation_writes(client: Client, member) -> None:
    catalogued("Clay", imdb="tt1000001")
    data_import = bring(
        member, "ratings.csv", imdb_ratings(imdb_rating("tt1000001", 8), imdb_rating("tt2", 11))
    )
    page = client.get(data_import.get_absolute_url())
    assert "<b>1</b> to be added" in page.content.decode()
    assert "<b>1</b> unreadable" in page.content.decode()
    assert "replaces" not in page.context["form"].fields
    url = f"{data_import.get_absolute_url()}confirmation/"
    assert client.get(url).status_code == 405
    for _ in range(2):
        assert client.post(url).url == data_import.get_absolute_url()
    data_import.refresh_from_db()
    assert (data_import.status, DBTaskResult.objects.filter(task_path__contains="write_rows").count()) == (
        ImportStatus.WRITING,
        1,
    )


def test_where_the_file_differs_the_member_is_asked(client: Client, member) -> None:
    title = catalogued("Clay", imdb="tt1000001")
    Rating.objects.create(member=member, title=title, value=3)
    data_import = bring(member, "ratings.csv", imdb_ratings(imdb_rating("tt1000001", 8)))
    url = data_import.get_absolute_url()
    assert "What is in the file takes its place" in client.get(url).content.decode()
    assert client.post(f"{url}confirmation/", {"replaces": "maybe"}).status_code == 422
    client.post(f"{url}confirmation/", {"replaces": "yes"})
    data_import.refresh_from_db()
    assert data_import.replaces is True


def test_choices_are_made_once_for_all_rows_about_a_title(client: Client, member) -> None:
    catalogued("Twins", 2001)
    second = catalogued("Twins", 2001, original_title="Zwillinge")
    make_credit(second, make_person("Ada Lovelace"), category="director")
    data_import = bring(member, "ratings.csv", imdb_ratings(imdb_rating("", 7, "Twins", 2001)))
    url = f"{data_import.get_absolute_url()}choices/"
    clue = data_import.rows.get().clue
    page = client.get(url).content.decode()
    assert page.count("Twins (2001), Film") == 2
    assert "Twins (2001), Film, Zwillinge, Ada Lovelace" in page
    assert client.post(url, {clue: "999999"}).status_code == 422
    assert client.post(url, {clue: str(second.pk)}).status_code == 302
    row = data_import.rows.get()
    assert (row.state, row.title) == (RowState.MATCHED, second)
    assert "There is nothing to choose." in client.get(url).content.decode()


def test_none_of_these_is_a_choice(client: Client, member) -> None:
    catalogued("Twins", 2001)
    data_import = bring(member, "x.csv", b"Const,Your Rating,Date Rated,Title,Year\n,7,,Twins,\n")
    row = data_import.rows.get()
    client.post(f"{data_import.get_absolute_url()}choices/", {row.clue: "0"})
    assert data_import.rows.get().state == RowState.UNKNOWN


@pytest.mark.parametrize(
    "part", ["", "rows/", "choices/", "confirmation/", "undoing/", "deletion/", "failures.csv"]
)
def test_an_import_is_its_members_alone(client: Client, part: str) -> None:
    data_import = bring(make_member(), "ratings.csv", imdb_ratings(imdb_rating("tt1000001", 8)))
    url = data_import.get_absolute_url() + part
    assert client.get(url).status_code in (302, 405)
    client.force_login(make_member(is_staff=True, is_superuser=True))
    assert {client.get(url).status_code, client.post(url).status_code} <= {404, 405}


def test_what_did_not_find_its_way_in_is_a_csv_that_runs_nothing(client: Client, member) -> None:
    name = '=HYPERLINK("https://example.org")'
    row = 'tt1,8,2025-01-01,"{}",,,,,,2001,,,,'.format(name.replace('"', '""'))
    data_import = bring(member, "ratings.csv", imdb_ratings(row, imdb_rating("tt2", 12, "Clay")))
    answer = client.get(f"{data_import.get_absolute_url()}failures.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(text.splitlines()))[1:] == [
        ["ratings.csv", "2", f"'{name}", "2001", "ratings", "not in the catalogue"],
        ["ratings.csv", "3", "Clay", "", "", "“12” is not a rating of up to 10 stars."],
    ]
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_a_written_import_can_be_taken_back_from_its_page(client: Client, member) -> None:
    catalogued("Clay", imdb="tt1000001")
    data_import = confirmed(bring(member, "ratings.csv", imdb_ratings(imdb_rating("tt1000001", 8))))
    url = data_import.get_absolute_url()
    assert "Take it back" in client.get(url).content.decode()
    client.post(f"{url}undoing/")
    data_import.refresh_from_db()
    assert data_import.status == ImportStatus.TAKING_BACK


def test_an_upload_can_be_forgotten_until_it_is_written(client: Client, member) -> None:
    catalogued("Clay", imdb="tt1000001")
    content = imdb_ratings(imdb_rating("tt1000001", 8))
    written = confirmed(bring(member, "ratings.csv", content))
    client.post(f"{written.get_absolute_url()}deletion/")
    client.post(f"{bring(member, 'ratings.csv', content).get_absolute_url()}deletion/")
    assert DataImport.objects.get() == written


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("part", "queries"), [("", 5), ("rows/", 5), ("choices/", 7)])
def test_pages_cost_the_same_for_many_rows(
    client: Client,
    member,
    rows: int,
    part: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows):
        catalogued(f"Twins {number}", 2001)
        catalogued(f"Twins {number}", 2001)
    found = [imdb_rating("", 7, f"Twins {number}", 2001) for number in range(rows)]
    data_import = bring(member, "ratings.csv", imdb_ratings(*found))
    with django_assert_num_queries(queries):
        page = client.get(data_import.get_absolute_url() + part)
    assert page.content.decode().count("Twins") >= (rows if part else 0)


def test_the_list_of_imports_costs_the_same_for_many(
    client: Client, member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        bring(member, "x.csv", b"Konst\n1\n")
    with django_assert_num_queries(3):
        assert client.get(URL).content.decode().count("could not be read") == 3


def test_staff_see_that_there_was_an_import_and_nothing_of_what_it_says(client: Client) -> None:
    data_import = bring(
        make_member(), "secret name.csv", imdb_ratings(imdb_rating("tt1000001", 8, "Secret film"))
    )
    client.force_login(make_member(is_staff=True, is_superuser=True))
    for url in ("/admin/reviews/dataimport/", f"/admin/reviews/dataimport/{data_import.pk}/change/"):
        page = client.get(url)
        assert page.status_code == 200
        assert "secret" not in page.content.decode().lower()


def test_rows_are_narrowed_to_what_there_is(client: Client, member) -> None:
    title = catalogued("Clay", imdb="tt1000001")
    content = imdb_ratings(imdb_rating("tt1000001", 8), imdb_rating("tt2", 11), imdb_rating("tt3", 7, "Gone"))
    data_import = bring(member, "ratings.csv", content)
    url = f"{data_import.get_absolute_url()}rows/"

    def fates(query: str = "") -> list[tuple[str, str, int]]:
        return client.get(url + query).context["fates"]

    expected = [("matched", "to be added", 1), ("unknown", "not in the catalogue", 1)]
    assert fates() == [*expected, ("unreadable", "unreadable", 1)]
    assert fates("?kind=rating&fate=unknown") == expected
    page = client.get(f"{url}?fate=unknown").content.decode()
    assert ("Gone" in page, "Clay" in page) == (True, False)
    assert "taken back" not in page
    confirmed(data_import)
    assert fates()[0] == ("written", "added", 1)
    assert "Clay" in client.get(f"{url}?fate=written").content.decode()
    # What no row is, or no row can be, narrows to nothing less than all.
    for query in ("?fate=matched", "?fate=kept", "?fate=x&kind=y"):
        assert len(client.get(url + query).context["page"].rows) == 3
    type(title).objects.update(is_published=False, primary_title="Unannounced")
    page = client.get(url).content.decode()
    assert ("Unannounced" in page, "A film" in page) == (False, True)


def test_members_find_the_way_from_their_settings(client: Client, member) -> None:
    make_title()
    assert f'href="{URL}"' in client.get("/settings/profile/").content.decode()
