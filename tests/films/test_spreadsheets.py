"""The catalogue out as spreadsheets and back in."""

import csv
import io
import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from films.history import revert
from films.models import (
    AwardEvent,
    Credit,
    ExternalId,
    Nomination,
    NominationRecipient,
    Person,
    Quote,
    QuoteLine,
    ReleaseDate,
    Revision,
    Tagline,
    Title,
)
from films.search import find, index_with_people
from films.spreadsheets.files import MOST_BYTES, MOST_ROWS, escaped, read, unescaped, written
from films.spreadsheets.running import bring_in, try_out
from films.spreadsheets.sheets import DELETE, SHEETS, sheet_of
from tests.factories import make_company, make_credit, make_member, make_person, make_staff, make_title

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False


@pytest.fixture
def curator(client: Client) -> User:
    member = make_staff("curator")
    client.force_login(member)
    return member


def sheet(model: Any, **values: Any) -> Any:
    made = sheet_of(model)
    assert made is not None
    return made(make_member(is_superuser=True), **values)


def rows_of(model: Any) -> Any:
    """What is exported, as it is read back."""
    made = sheet(model)
    lines = [made.line(row) for row in made.get_queryset().order_by("pk")]
    return read(written([*made.column_names(), DELETE], lines, "csv").encode())


def data(*rows: dict[str, Any]) -> Any:
    return read(json.dumps(list(rows)).encode())


def mistakes(run: Any) -> list[tuple[int, str, str]]:
    return [(each.number, each.column, each.words) for each in run.mistakes]


def changes(run: Any) -> list[Any]:
    return [
        (line.number, line.deed, [(c.column, c.before, c.after) for c in line.cells]) for line in run.lines
    ]


def write(made: Any, dataset: Any) -> Any:
    seen = try_out(made, dataset).fingerprint
    again = type(made)(made.editor, adds=made.references.adds, may_delete=made.may_delete)
    return bring_in(again, dataset, "From the press kit", "https://example.org/kit", seen=seen)


def test_export_that_is_brought_in_as_it_is_changes_nothing() -> None:
    title = make_title("=cmd|' /C calc'!A0", plot_outline="'quoted\n\tlines, “and” more")
    make_credit(title, make_person("រិទ្ធី ប៉ាន់"), characters="Narrator / Old man")
    make_credit(title, credited_as="-Villagers")
    ReleaseDate.objects.create(title=title, country="FR", date="2013-05")
    ExternalId.objects.create(title=title, source="imdb", value="tt2852470")
    ExternalId.objects.create(company=make_company(), source="imdb", value="co1")
    for model in (Title, Credit, Person, ReleaseDate, ExternalId):
        run = try_out(sheet(model), rows_of(model))
        assert (mistakes(run), changes(run), run.unchanged) == ([], [], model.objects.count())


def test_one_changed_cell_changes_exactly_that_row() -> None:
    title = make_title()
    first, second = (make_credit(title, characters=name) for name in ("Narrator", "Old man"))
    table = rows_of(Credit).dict
    table[1]["characters"] = "Old woman"
    run = write(sheet(Credit), data(*table))
    assert changes(run) == [(2, "Changed", [("characters", "Old man", "Old woman")])]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.characters, second.characters, run.unchanged) == ("Narrator", "Old woman", 1)
    revision = Revision.objects.get()
    assert (revision.kind, revision.note, revision.change_set.count()) == ("import", "From the press kit", 1)
    revert(revision, by=make_member())
    second.refresh_from_db()
    assert second.characters == "Old man"


def test_title_and_its_credits_come_from_sheets_and_are_found() -> None:
    run = write(
        sheet(Title),
        data({"id": "", "primary_title": "Graves Without a Name", "year": 2018, "title_type": "Film"}),
    )
    assert [line.deed for line in run.lines] == ["Added"]
    make_person("Rithy Panh")
    rows = [
        {
            "id": "",
            "title": "Graves Without a Name (2018)",
            "person_name": "Rithy Panh",
            "category": "director",
        },
        {"id": "", "title": "Graves Without a Name", "person_name": "Randal Douc", "category": "cast"},
        {
            "id": "",
            "title_name": "Graves Without a Name",
            "credited_as": "The villagers",
            "category": "thanks",
        },
    ]
    assert mistakes(try_out(sheet(Credit), data(*rows))) == [(2, "person", "There is no “Randal Douc”.")]
    run = write(sheet(Credit, adds=True), data(*rows))
    assert run.added == ["person: Randal Douc"]
    assert list(
        Credit.objects.order_by("pk").values_list("category", "person__primary_name", "credited_as")
    ) == [
        ("director", "Rithy Panh", ""),
        ("cast", "Randal Douc", ""),
        ("thanks", None, "The villagers"),
    ]
    assert [hit.line for hit in find("rithy").people] == ["Graves Without a Name (2018)"]
    assert [hit.line for hit in find("graves").titles] == ["Randal Douc"]


def test_record_is_named_by_number_key_or_name() -> None:
    title, person = make_title(), make_person("Rithy Panh")
    ExternalId.objects.create(title=title, source="imdb", value="tt2852470")
    ExternalId.objects.create(person=person, source="wikidata", value="Q1")
    rows = [
        {"id": "", "title": title.pk, "person": person.pk, "category": "director"},
        {"id": "", "title": "imdb:tt2852470", "person": "wikidata:Q1", "category": "writer"},
        {"id": "", "title": "The Missing Picture (2013)", "person": "Rithy Panh", "category": "self"},
    ]
    assert mistakes(write(sheet(Credit), data(*rows))) == []
    assert set(Credit.objects.values_list("title", "person")) == {(title.pk, person.pk)}


def test_names_that_several_bear_are_reported() -> None:
    title, one, other = make_title(), make_person("Rithy Panh"), make_person("Rithy Panh")
    run = try_out(
        sheet(Credit, adds=True),
        data({"id": "", "title": title.pk, "person": "Rithy Panh", "category": "cast"}),
    )
    words = f"“Rithy Panh” may be any of the numbers {one.pk}, {other.pk}: write the number."
    assert mistakes(run) == [(1, "person", words)]
    row = {"id": "", "title": title.pk, "person": one.pk, "person_name": "Somebody", "category": "cast"}
    (mistake,) = mistakes(try_out(sheet(Credit), data(row)))
    assert mistake[2] == f"{one.pk} is “Rithy Panh”, not “Somebody”: empty one of the two cells."


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"country": "XX"}, "country", "“XX” is not a country code like KH or FR."),
        ({"date": "2013-13"}, "date", "Enter a date as 2014, 2014-03 or 2014-03-19."),
        ({"date": ""}, "date", "This field cannot be null."),
        ({"kind": "matinee"}, "kind", "“matinee” is none of: premiere, festival, theatrical"),
        ({"note": "x" * 161}, "note", "Ensure this value has at most 160 characters"),
        ({"title": "999999"}, "title", "There is no “999999”."),
        ({"id": "999999"}, "id", "No row here has this number."),
        ({"id": "abc"}, "id", "No row here has this number."),
        ({"delete": "maybe"}, "", "Write yes or no."),
    ],
)
def test_mistakes_are_told_by_row_and_column(cells: dict[str, str], column: str, words: str) -> None:
    title = make_title()
    good = {"id": "", "title": title.pk, "country": "FR", "date": "2013-05-19", "kind": "festival"}
    run = try_out(sheet(ReleaseDate, may_delete=True), data(good, {**good, "country": "KH", **cells}))
    assert [(each.number, each.column) for each in run.mistakes] == [(2, column)]
    assert run.mistakes[0].words.startswith(words)
    assert ReleaseDate.objects.exists() is False


def test_row_that_breaks_a_rule_keeps_all_the_others_out() -> None:
    title, person = make_title(), make_person()
    row = {"id": "", "title": title.pk, "person": person.pk, "category": "cast"}
    run = write(sheet(Credit), data(row, row))
    assert (mistakes(run), run.revision) == ([(2, "", "This credit is already listed.")], None)
    assert (Credit.objects.count(), Revision.objects.count()) == (0, 0)


def test_rows_are_deleted_by_those_who_may() -> None:
    title = make_title()
    stays, goes = make_credit(title), make_credit(title)
    rows = [{"id": stays.pk, "delete": "no"}, {"id": goes.pk, "delete": "yes"}]
    assert mistakes(try_out(sheet(Credit), data(*rows))) == [
        (2, "delete", "You may not delete rows of this table.")
    ]
    run = write(sheet(Credit, may_delete=True), data(*rows))
    assert mistakes(run) == []
    assert [line.deed for line in run.lines] == ["Removed"]
    assert list(Credit.objects.all()) == [stays]
    person = make_person("Credited")
    make_credit(title, person)
    run = try_out(sheet(Person, may_delete=True), data({"id": person.pk, "delete": "yes"}))
    assert mistakes(run) == [(1, "delete", "Other rows refer to it.")]


def test_locked_titles_are_left_alone() -> None:
    locked, other = make_title("Locked", is_locked=True), make_title("Other")
    credit = make_credit(locked)
    made = sheet_of(Credit)
    assert made is not None
    for row in (
        {"id": credit.pk, "title": other.pk},
        {"id": "", "title": locked.pk, "credited_as": "X", "category": "cast"},
    ):
        run = try_out(made(make_member()), data(row))
        assert mistakes(run) == [(1, "", "The record is locked.")]


def test_sheet_that_would_do_something_else_by_now_is_not_written() -> None:
    title = make_title(year=2013)
    rows = data({"id": title.pk, "year": "2014"})
    seen = try_out(sheet(Title), rows).fingerprint
    Title.objects.filter(pk=title.pk).update(year=2012)
    assert bring_in(sheet(Title), rows, "", "", seen=seen).revision is None
    title.refresh_from_db()
    assert title.year == 2012


@pytest.mark.parametrize(
    "text", ["=1+1", "'=1+1", "''=1", "@x", "+33", "-", "\tx", "\rx", "plain", "'tis", ""]
)
def test_no_text_becomes_a_formula_and_each_comes_back(text: str) -> None:
    assert not re.match(r"[=+\-@\t\r]", escaped(text))
    assert unescaped(escaped(text)) == text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "There are no rows below the headings."),
        (b"id,year\n", "There are no rows below the headings."),
        (b"id,id\n1,2\n", "The column “id” is there twice."),
        (b"\xff\xfe\x00", "The file is not UTF-8."),
        (b"id\n1\0\n", "The file holds null characters"),
        (b'id,year\n"1,2\n', "The file cannot be read as CSV"),
        (b"id\n1,2\n", "Row 1 has more cells than there are headings."),
        (b'[{"id": [1]}]', "“id” holds a list or an object."),
        (b'{"id": 1}', "The JSON is not a list of rows."),
        (b"[" * 100_000, "The file cannot be read as JSON."),
        (b"id\n" + b"1\n" * (MOST_ROWS + 1), "More than 5000 rows."),
        (b"x" * (MOST_BYTES + 1), "The file is larger than 2 MB."),
    ],
)
def test_what_is_no_spreadsheet_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read(content)
    assert refused.value.messages[0].startswith(words)


def test_semicolons_and_tabs_are_read_too() -> None:
    assert read("\ufeffid;year\r\n1;2013\r\n".encode()).dict == [{"id": "1", "year": "2013"}]
    assert read(b"id\tyear\n1\t2013\n").dict == [{"id": "1", "year": "2013"}]


def test_columns_are_checked() -> None:
    for rows, words in (
        ({"id": "", "colour": "red"}, "There is no column “colour” here."),
        ({"year": "2013"}, "The column “id” is missing."),
    ):
        with pytest.raises(ValidationError) as refused:
            try_out(sheet(Title), data(rows))
        assert refused.value.messages[0].startswith(words)
    with pytest.raises(ValidationError, match="The number 1 is there twice"):
        try_out(sheet(Title), data({"id": "1"}, {"id": "1"}))


@pytest.mark.parametrize("rows", [1, 3])
def test_unchanged_rows_cost_no_query_of_their_own(django_assert_num_queries: Any, rows: int) -> None:
    title = make_title()
    for _each in range(rows):
        make_credit(title)
    made, dataset = sheet(Credit), rows_of(Credit)
    # Two savepoints a row; beside them the transaction, the revision in and out, the rows and what they name.
    with django_assert_num_queries(13 + 2 * rows):
        try_out(made, dataset)


def test_what_is_said_in_a_quote_goes_out_and_comes_back_in_one_cell() -> None:
    title = make_title()
    quote = Quote.objects.create(title=title, context="at the end")
    said = QuoteLine.objects.create(quote=quote, speaker="Narrator", text="I seek.", position=1)
    run = try_out(sheet(Quote), rows_of(Quote))
    assert (mistakes(run), changes(run), run.unchanged) == ([], [], 1)
    table = rows_of(Quote).dict
    before = table[0]["lines"]
    after = f"{before}\nMother (softly): It is lost."
    new = {**dict.fromkeys(table[0], ""), "title": title.pk, "lines": "One.\n\nTwo."}
    run = write(sheet(Quote), data({**table[0], "lines": after}, new))
    assert before == "Narrator: I seek."
    assert changes(run)[0] == (1, "Changed", [("lines", before, after)])
    lines = QuoteLine.objects.order_by("quote", "position").values_list("speaker", "note", "text")
    assert list(lines) == [
        ("Narrator", "", "I seek."),
        ("Mother", "softly", "It is lost."),
        ("", "", "One."),
        ("", "", "Two."),
    ]
    revert(Revision.objects.get(), by=make_member())
    assert list(QuoteLine.objects.all()) == [said]


def test_recipients_keep_whom_they_lead_to_and_new_ones_are_named_or_numbered() -> None:
    person, other, event = make_person("Rithy Panh"), make_person("Marc Marder"), AwardEvent.named("Cannes")
    event.save()
    said = {"event": event, "year": 2013, "award": "Prize", "outcome": "won"}
    nomination = Nomination.objects.create(title=make_title(), **said)
    kept = NominationRecipient.objects.create(nomination=nomination, person=person, announced_name="R. P.")
    (row,) = rows_of(Nomination).dict
    assert row["lines"] == "Rithy Panh"
    lines = f"Rithy Panh\nMarc Marder #{other.pk}\nThe villagers"
    write(sheet(Nomination), data({**row, "lines": lines}))
    recipients = NominationRecipient.objects.order_by("position")
    assert list(recipients.values_list("person", "announced_name")) == [
        (person.pk, "R. P."),
        (other.pk, ""),
        (None, "The villagers"),
    ]
    assert recipients[0] == kept
    run = try_out(sheet(Nomination), data({**row, "lines": "Nobody #999"}))
    assert [column for _number, column, _words in mistakes(run)] == ["lines"]


@pytest.mark.usefixtures("curator")
@pytest.mark.parametrize("rows", [1, 3])
def test_quotes_go_out_in_a_fixed_number_of_queries(
    client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    title = make_title()
    for _each in range(rows):
        QuoteLine.objects.create(quote=Quote.objects.create(title=title), text="One.")
    client.get("/admin/films/quote/export/csv/")
    with django_assert_num_queries(7):
        assert client.get("/admin/films/quote/export/csv/").content.count(b"One.") == rows


def test_quote_without_a_line_is_refused() -> None:
    run = try_out(sheet(Quote), data({"id": "", "title": make_title().pk, "context": "", "lines": " "}))
    assert mistakes(run) == [(1, "lines", "This field is required.")]


def test_number_of_no_record_is_a_mistake_and_an_empty_cell_too() -> None:
    rows = [{"id": "", "title": number, "text": "Clay.", "position": 0} for number in ("999", "")]
    run = try_out(sheet(Tagline), data(*rows))
    assert [(number, column) for number, column, _words in mistakes(run)] == [(1, "title"), (2, "title")]


# --- At the desk


def upload(text: str, name: str = "rows.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="text/csv")


def test_curator_takes_a_list_out_changes_a_cell_and_brings_it_back(client: Client, curator: User) -> None:
    title = make_title("Graves Without a Name", 2018)
    make_title("Another")
    index_with_people([title.pk])
    response = client.get("/admin/films/title/export/csv/?q=graves")
    (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    assert response.headers["Content-Disposition"].startswith('attachment; filename="title-')
    changed = f"id,year,plot_outline\n{row['id']},{row['year']},A search for the dead.\n"
    address = "/admin/films/title/import/"
    assert client.get(address).status_code == 200
    preview = client.post(address, {"file": upload(changed), "note": "From the press kit"})
    assert "It would write 1 row" in preview.content.decode()
    hidden = {name: preview.context[name] for name in ("kept", "seen")}
    done = client.post(address, {"note": "From the press kit", **hidden})
    revision = Revision.objects.get()
    assert done.headers["Location"] == f"/admin/films/revision/{revision.pk}/change/"
    title.refresh_from_db()
    assert (title.plot_outline, revision.made_by) == ("A search for the dead.", curator)


@pytest.mark.usefixtures("curator")
def test_desk_tells_mistakes_and_keeps_what_was_typed(client: Client) -> None:
    response = client.post(
        "/admin/films/title/import/", {"file": upload("id,year\n,soon\n"), "note": "Why <b>"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "What is wrong" in page
    assert 'value="Why &lt;b&gt;"' in page
    response = client.post("/admin/films/title/import/", {"file": upload("id;year", "x.exe"), "note": ""})
    assert response.status_code == 422
    assert "There are no rows below the headings." in response.content.decode()
    assert client.post("/admin/films/title/import/", {"kept": "%%%", "note": "x"}).status_code == 422
    response = client.post("/admin/films/title/import/", {"file": upload("id,year\n,2013\n"), "note": ""})
    assert (response.status_code, bool(response.context["kept"])) == (422, True)


@pytest.mark.usefixtures("curator")
def test_export_is_json_too_and_other_formats_and_tables_are_none(client: Client) -> None:
    make_credit(make_title())
    rows = json.loads(client.get("/admin/films/credit/export/json/").content)
    assert rows[0]["title_name"] == "The Missing Picture (2013)"
    for path in ("title/export/xls/", "image/import/", "image/export/csv/"):
        assert client.get(f"/admin/films/{path}").status_code == 404


@pytest.mark.usefixtures("curator")
def test_section_of_a_title_is_taken_out_alone(client: Client) -> None:
    title = make_title()
    credit = make_credit(title)
    make_credit(make_title("Another"))
    address = f"/admin/films/credit/export/csv/?title__id__exact={title.pk}"
    page = client.get(f"/admin/films/title/{title.pk}/credits/").content.decode()
    assert f'<a href="{address}">Credits as CSV</a>' in page
    rows = list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == [str(credit.pk)]


def test_sheets_are_for_those_who_may(client: Client) -> None:
    viewer = make_member(is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename="view_credit"))
    client.force_login(viewer)
    make_credit(make_title())
    assert client.get("/admin/films/credit/export/csv/").status_code == 200
    assert client.get("/admin/films/credit/import/").status_code == 403
    assert client.get("/admin/films/title/export/csv/").status_code == 403
    assert client.post("/admin/films/credit/import/", {"note": "x"}).status_code == 403
    client.logout()
    assert client.get("/admin/films/credit/export/csv/").status_code == 302


@pytest.mark.usefixtures("curator")
@pytest.mark.parametrize("model", SHEETS, ids=lambda model: model.__name__)
def test_every_sheet_opens_and_its_list_links_it(client: Client, model: Any) -> None:
    address = f"/admin/films/{model._meta.model_name}/"
    assert client.get(f"{address}import/").status_code == 200
    assert client.get(f"{address}export/csv/").content.decode("utf-8-sig").startswith("id,")
    page = client.get(address).content.decode()
    assert f'href="{address}import/"' in page
    assert f'href="{address}export/csv/"' in page
