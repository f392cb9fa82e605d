import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from films.importers.json_lines import FileError, read_records
from films.importers.load import load
from films.importers.records import TitleRecord
from films.models import (
    Connection,
    Credit,
    ExternalId,
    Nomination,
    NominationRecipient,
    Person,
    QuoteLine,
    TechnicalSpec,
    Title,
    Trivia,
)
from tests.factories import make_person, make_title

pytestmark = pytest.mark.django_db

PICTURE: dict[str, Any] = {
    "slug": "the-missing-picture-2013",
    "title_type": "movie",
    "primary_title": "The Missing Picture",
    "original_title": "L'image manquante",
    "year": 2013,
    "genres": ["Documentary"],
    "countries": ["KH", "FR"],
    "aspect_ratio": [{"value": "1.78 : 1", "note": "high definition"}],
    "technical": [{"kind": "aspect_ratio", "value": "1.78 : 1"}],
    "credits": [
        {"person": "Rithy Panh", "category": "director", "billing": 1},
        {"person": "Randal Douc", "category": "cast", "characters": ["Narrator", "Voice"], "note": "voice"},
    ],
    "awards": [
        {
            "event": "Academy Awards",
            "year": 2014,
            "award": "Academy Award",
            "outcome": "nominated",
            "recipients": ["Rithy Panh", "Cambodia"],
        }
    ],
    "quotes": [{"lines": [{"speaker": "Narrator", "text": "One"}, {"text": "Two"}]}],
    "trivia": [{"text": "The figures never move."}],
    "identifiers": {"imdb": "tt2852470", "tmdb": 186997},
}
CEREMONY: dict[str, Any] = {
    "slug": "the-86th-annual-academy-awards-2014",
    "title_type": "tv_special",
    "primary_title": "The 86th Annual Academy Awards",
    "year": 2014,
    "connections": [{"kind": "features", "to_slug": "the-missing-picture-2013"}],
}


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return write(tmp_path / "people.jsonl", {"name": "Rithy Panh", "birth_date": "1964-04-18"})


def load_files(catalogue: Path, people: Path) -> None:
    call_command("load_starter", catalogue=catalogue, people=people, verbosity=0)


def test_load_starter_writes_every_section(tmp_path: Path, people: Path) -> None:
    load_files(write(tmp_path / "catalogue.jsonl", CEREMONY, PICTURE), people)
    picture = Title.objects.get(primary_title="The Missing Picture")
    assert picture.other_original_title == "L'image manquante"
    assert [each.name for each in Credit.objects.for_title(picture).in_order()] == [
        "Randal Douc",
        "Rithy Panh",
    ]
    assert Credit.objects.get(category="cast").characters == "Narrator / Voice"
    assert str(Person.objects.get(primary_name="Rithy Panh").birth_date) == "18 April 1964"
    assert [each.text for each in QuoteLine.objects.order_by("position")] == ["One", "Two"]
    assert Connection.objects.get().other_side(picture).primary_title == "The 86th Annual Academy Awards"
    assert dict(ExternalId.objects.filter(title=picture).values_list("source", "value")) == {
        "imdb": "tt2852470",
        "tmdb": "186997",
    }


def test_nominees_whom_the_catalogue_knows_are_people_others_stay_names(tmp_path: Path, people: Path) -> None:
    load_files(write(tmp_path / "catalogue.jsonl", PICTURE), people)
    assert Nomination.objects.get().event.headline_prize == "Oscar"
    recipients = NominationRecipient.objects.order_by("position")
    assert [(each.name, each.person is not None) for each in recipients] == [
        ("Rithy Panh", True),
        ("Cambodia", False),
    ]


def test_a_spec_told_twice_is_kept_once_with_its_note(tmp_path: Path, people: Path) -> None:
    load_files(write(tmp_path / "catalogue.jsonl", PICTURE), people)
    assert [str(each) for each in TechnicalSpec.objects.all()] == ["1.78 : 1 (high definition)"]


def test_loading_again_changes_nothing_not_even_a_curators_edits(tmp_path: Path, people: Path) -> None:
    catalogue = write(tmp_path / "catalogue.jsonl", CEREMONY, PICTURE)
    load_files(catalogue, people)
    Title.objects.filter(year=2013).update(primary_title="The Missing Picture, edited")
    Trivia.objects.all().delete()
    load_files(catalogue, people)
    assert sorted(Title.objects.values_list("primary_title", flat=True)) == [
        "The 86th Annual Academy Awards",
        "The Missing Picture, edited",
    ]
    assert (Trivia.objects.count(), Credit.objects.count(), Person.objects.count()) == (0, 2, 2)


def test_records_join_what_the_catalogue_has(tmp_path: Path, people: Path) -> None:
    panh, known = make_person(), make_title(title_type="movie")
    load_files(write(tmp_path / "catalogue.jsonl", PICTURE, CEREMONY), people)
    assert Person.objects.get(primary_name="Rithy Panh") == panh
    assert Connection.objects.get().other_title == known


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"yaer": 2013}, "“yaer” is not a field of this file"),
        ({"year": "2013"}, '“year” should be a whole number, not "2013"'),
        ({"year": True}, "“year” should be a whole number, not true"),
        ({"year": 1066}, "“year”: Ensure this value is greater than or equal to 1870"),
        ({"countries": ["Cambodia"]}, "“country”:"),
        ({"countries": "KH"}, "“countries” should be a list"),
        ({"trivia": [{"text": "One"}, {"txt": "Two"}]}, "“trivia[1].txt” is not a field"),
        ({"credits": [{"person": "Rithy Panh"}]}, "“credits[0].category” is missing"),
        ({"credits": [{"person": "Rithy Panh", "category": "chef"}]}, "credit, “category”: Value 'chef'"),
        ({"release_dates": [{"date": "19.3.2014", "kind": "limited"}]}, "“release_dates[0].date”"),
        ({"plot_outline": "x" * 240}, "“plot_outline”: Ensure this value has at most 239"),
        ({"connections": [{"kind": "follows", "to_slug": "nowhere"}]}, "no title here is named “nowhere”"),
        (
            {"box_office": [{"kind": "gross", "territory": "US", "amount": 0, "currency": "USD"}]},
            "left out, not written as 0",
        ),
    ],
)
def test_corrupt_file_names_line_and_field_and_loads_nothing(
    tmp_path: Path, people: Path, change: dict[str, Any], message: str
) -> None:
    catalogue = write(tmp_path / "catalogue.jsonl", CEREMONY | {"connections": []}, PICTURE | change)
    with pytest.raises(CommandError) as raised:
        load_files(catalogue, people)
    assert str(raised.value).startswith("Nothing was loaded. catalogue.jsonl, line 2:")
    assert message in str(raised.value)
    assert (Title.objects.count(), Person.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b"\xff\xfe", b"null", b'"text"', b'{"slug": "\\ud800"}', b"[" * 100_000]
)
def test_line_that_is_no_record_is_named(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "catalogue.jsonl"
    path.write_bytes(b"\n" + line + b"\n")
    with pytest.raises(FileError, match=r"catalogue\.jsonl, line 2"):
        list(read_records(path, TitleRecord))


def test_missing_file_is_said_in_words(tmp_path: Path, people: Path) -> None:
    with pytest.raises(CommandError, match="Nothing was loaded"):
        load_files(tmp_path / "nowhere.jsonl", people)


def test_loading_costs_the_same_queries_for_one_title_and_for_three(
    tmp_path: Path, people: Path, django_assert_max_num_queries: Any
) -> None:
    rows = [
        PICTURE | {"slug": f"picture-{year}", "year": year, "identifiers": {"imdb": f"tt{year}"}}
        for year in (2001, 2002, 2003)
    ]
    with django_assert_max_num_queries(50):
        loaded = load(list(read_records(write(tmp_path / "three.jsonl", *rows), TitleRecord)))
    assert (loaded.added, loaded.kept) == (3, 0)
