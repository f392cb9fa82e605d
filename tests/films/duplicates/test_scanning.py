"""Which pairs are proposed, and that what was decided stays so."""

from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from films.duplicates import scan, scan_changed, scanning
from films.duplicates.scanning import MOST_ALIKE
from films.merging import merge, undo
from films.models import Aka, DuplicateCandidate, ExternalId, LikenessKey, Title
from tests.factories import make_company, make_credit, make_member, make_person, make_title

pytestmark = pytest.mark.django_db


def proposed(kind: str = "title") -> dict[tuple[int, int], list[str]]:
    rows = DuplicateCandidate.objects.filter(kind=kind, status="open")
    return {(row.first_id, row.second_id): row.reasons for row in rows}


def test_same_title_of_the_same_or_the_next_year() -> None:
    one, same = make_title("The Missing Picture", 2013), make_title("Missing picture", 2013)
    next_year, later = make_title("The Missing Picture", 2014), make_title("The Missing Picture", 2016)
    scan("title")
    assert proposed() == {
        (one.pk, same.pk): ["same_name", "same_year"],
        (one.pk, next_year.pk): ["same_name", "year_apart"],
        (same.pk, next_year.pk): ["same_name", "year_apart"],
    }
    assert later.pk not in {key for pair in proposed() for key in pair}


def test_another_name_and_a_shared_director() -> None:
    one, other, panh = (
        make_title("L’image manquante", 2013),
        make_title("The Missing Picture", 2015),
        make_person(),
    )
    Aka.objects.create(title=other, text="L'Image Manquante")
    for title in (one, other):
        make_credit(title, panh, category="director")
    scan("title")
    assert proposed() == {(one.pk, other.pk): ["same_name", "shared_director"]}


def test_titles_that_another_catalogue_tells_apart_are_not_proposed() -> None:
    for number in (1, 2):
        ExternalId.objects.create(title=make_title("Clay", 2013), source="imdb", value=f"tt000000{number}")
    scan("title")
    assert proposed() == {}


def test_same_key_written_differently() -> None:
    one, other = make_title("Clay", 2013), make_title("Figures", 2013)
    ExternalId.objects.create(title=one, source="imdb", value="tt0123456")
    ExternalId.objects.create(title=other, source="imdb", value="TT123456")
    scan("title")
    assert proposed() == {(one.pk, other.pk): ["shared_id", "same_year"]}


def test_episodes_of_the_same_name_belong_to_their_series() -> None:
    for name in ("One", "Two"):
        series = make_title(name, 2010, title_type="tv_series")
        make_title("Pilot", 2010, title_type="tv_episode", series=series)
    scan("title")
    assert proposed() == {}


def test_people_of_one_name_born_in_one_year_or_on_one_title() -> None:
    title = make_title()
    one, born = (
        make_person("Rithy Panh", birth_date="1964-04-18"),
        make_person("Panh Rithy", birth_date="1964"),
    )
    other, beside = make_person("Mohsen Makhmalbaf"), make_person("Mohsin Makhmalbaf")
    for person in (other, beside):
        make_credit(title, person)
    make_person("Rithy Panh", birth_date="1990")
    make_person("Rithy Panh")
    scan("person")
    assert proposed("person") == {
        (one.pk, born.pk): ["same_name", "same_birth"],
        (other.pk, beside.pk): ["near_name", "shared_title"],
    }


def test_companies_of_one_name() -> None:
    one, other = make_company("Bophana Production"), make_company("BOPHANA PRODUCTION Ltd.")
    make_company("Bophana Production", country="KH"), make_company("Arte")
    scan("company")
    assert proposed("company")[one.pk, other.pk] == ["same_name"]


def test_name_that_too_many_bear_says_nothing() -> None:
    for _ in range(MOST_ALIKE + 1):
        make_title("Home", 2013)
    scan("title")
    assert proposed() == {}


def test_dismissed_stays_dismissed_and_changed_titles_are_looked_at_again() -> None:
    one, other, third = make_title("Clay"), make_title("Clay"), make_title("Stone")
    scan_changed("title")
    assert DuplicateCandidate.objects.all().dismiss(make_member()) == 1
    third.primary_title = "Clay"
    third.save()
    scan_changed("title")
    assert set(proposed()) == {(one.pk, third.pk), (other.pk, third.pk)}
    third.primary_title = "Stone"
    third.save()
    scan_changed("title")
    assert proposed() == {}
    scan("title")
    assert list(DuplicateCandidate.objects.values_list("first_id", "second_id", "status")) == [
        (one.pk, other.pk, "dismissed")
    ]


def test_scan_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "CHUNK", 2)
    titles = [make_title("Clay") for _ in range(5)]
    found = []
    for _ in range(4):
        scan_changed("title", most=2)
        found.append(LikenessKey.objects.count())
    assert found == [2, 4, 5, 5]
    assert len(proposed()) == 10
    Title.objects.filter(pk=titles[0].pk).update(primary_title="Stone", updated_at=timezone.now())
    scan_changed("title", most=2)
    assert len(proposed()) == 6


def test_merging_settles_the_pair_and_undoing_opens_it_again() -> None:
    one, other, third = make_title("Clay"), make_title("Clay"), make_title("Clay")
    scan("title")
    before = list(DuplicateCandidate.objects.order_by("pk").values())
    made = merge("title", one.pk, other.pk, by=None)
    assert proposed() == {(one.pk, third.pk): ["same_name", "same_year"]}
    scan_changed("title")
    assert set(proposed()) == {(one.pk, third.pk)}
    undo(made, by=None)
    assert list(DuplicateCandidate.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("rows", [2, 8])
def test_a_chunk_takes_as_many_queries_whatever_its_rows(django_assert_num_queries: Any, rows: int) -> None:
    for _ in range(rows):
        make_title("Clay", 2013)
    with django_assert_num_queries(19):
        scan("title")


def test_command_tells_how_many_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    make_title("Clay"), make_title("Clay")
    call_command("find_duplicates")
    call_command("find_duplicates", "--all", "--kind", "title")
    assert capsys.readouterr().out == "1 pairs to look at.\n1 pairs to look at.\n"
    assert LikenessKey.objects.filter(kind="title").count() == Title.objects.count()
