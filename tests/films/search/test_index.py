import pytest
from django.core.management import call_command

from films.models import Aka, CreditCategory, Person, PersonEntry, Title, TitleEntry
from films.search import index_people, index_titles, index_with_people, rerank_titles, suggest
from films.search.index import popularity, rank_of
from reviews.ratings import rate, unrate
from tests.factories import make_credit, make_member, make_person, make_title


def names(typed: str) -> list[str]:
    return [hit.name for hit in suggest(typed)]


def test_popularity_grows_by_ever_longer_steps() -> None:
    counts = [0, 1, 2, 3, 7, 100, 1_000, 1_050, 10_000_000, 2**40]
    assert [popularity(votes) for votes in counts] == [0, 8, 12, 16, 24, 53, 79, 80, 186, 255]


def test_more_popular_ranks_before_and_older_before_newer() -> None:
    assert rank_of(1000, 7) < rank_of(10, 3) < rank_of(10, 4) < rank_of(0, 1)


@pytest.mark.django_db
def test_changed_title_is_found_by_its_new_names_only() -> None:
    title = make_title("Clay")
    index_titles([title.pk])
    Title.objects.filter(pk=title.pk).update(primary_title="Stone")
    Aka.objects.create(title=title, text="Lehm")
    index_titles([title.pk])
    assert [names(typed) for typed in ("clay", "stone", "lehm")] == [[], ["Stone"], ["Stone"]]


@pytest.mark.django_db
def test_drafts_and_deleted_titles_are_not_found() -> None:
    draft, deleted = make_title("Draft", is_published=False), make_title("Deleted")
    index_titles([draft.pk, deleted.pk])
    deleted.delete()
    assert [names("draft"), names("deleted")] == [[], []]
    assert TitleEntry.objects.count() == 0


@pytest.mark.django_db
def test_votes_move_a_title_ahead() -> None:
    first, second = make_title("Clay Pot"), make_title("Clay Jar")
    index_titles([first.pk, second.pk])
    assert names("clay") == ["Clay Pot", "Clay Jar"]
    member = make_member()
    rate(member, second, 8)
    assert names("clay") == ["Clay Jar", "Clay Pot"]
    unrate(member, second)
    assert names("clay") == ["Clay Pot", "Clay Jar"]


@pytest.mark.django_db
def test_votes_within_a_step_write_nothing(django_assert_num_queries) -> None:
    title = make_title(vote_count=1_000)
    index_titles([title.pk])
    Title.objects.filter(pk=title.pk).update(vote_count=1_001)
    with django_assert_num_queries(3):  # a savepoint around one look
        rerank_titles([title.pk])


@pytest.mark.django_db
def test_title_shows_its_stars_and_else_its_directors() -> None:
    played, told = make_title("Played"), make_title("Told")
    director = make_person("Rithy Panh")
    for title in (played, told):
        make_credit(title, director, category=CreditCategory.DIRECTOR)
    for billing, name in enumerate(["Ana", "Bo", "Cy"], start=1):
        make_credit(played, make_person(name), billing=billing)
    index_titles([played.pk, told.pk])
    assert [suggest(typed)[0].line for typed in ("played", "told")] == ["Ana, Bo", "Rithy Panh"]


@pytest.mark.django_db
def test_person_shows_their_most_rated_titles_and_follows_their_names() -> None:
    person = make_person()
    films = [make_title(f"Film {n}", 2000 + n, vote_count=n) for n in range(4)]
    for film in films:
        make_credit(film, person)
    index_with_people(film.pk for film in films)
    assert suggest("panh")[0].line == "Film 3 (2003), Film 2 (2002)"
    Title.objects.filter(pk=films[3].pk).update(primary_title="Renamed")
    index_with_people([films[3].pk])
    assert suggest("panh")[0].line == "Renamed (2003), Film 2 (2002)"


@pytest.mark.django_db
def test_credited_people_rank_by_the_votes_of_their_titles() -> None:
    unknown, known = make_person("Sok Nary"), make_person("Sok Sothun")
    make_credit(make_title(vote_count=500), known)
    index_people([unknown.pk, known.pk])
    assert names("sok") == ["Sok Sothun", "Sok Nary"]


@pytest.mark.django_db
def test_rebuild_makes_the_index_what_the_catalogue_is() -> None:
    title, person = make_title(), make_person()
    gone = make_title("Draft")
    index_titles([gone.pk])
    Title.objects.filter(pk=gone.pk).update(is_published=False)
    call_command("rebuild_search", verbosity=0)
    assert list(TitleEntry.objects.values_list("title", flat=True)) == [title.pk]
    assert list(PersonEntry.objects.values_list("person", flat=True)) == [person.pk]
    assert [names("missing"), names("panh"), names("draft")] == [
        [str(title.primary_title)],
        [person.primary_name],
        [],
    ]
    assert Person.objects.count() == 1
