"""Back to what was before: one revision, or all that somebody did; never over what others did since."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from films.history import RevertConflictError, foresee, revert, revert_all_by, revising, undo_all_by
from films.image_files import AVIF, rendition_name
from films.models import (
    AwardEvent,
    Change,
    Credit,
    ExternalId,
    Genre,
    Image,
    Person,
    Quote,
    QuoteLine,
    Revision,
    Tagline,
    Title,
    TitleGenre,
)
from films.search import find, index_with_people
from reviews.models import WatchlistEntry
from tests.factories import make_credit, make_genre, make_member, make_person, make_title, make_trivia
from tests.pictures import make_upload

pytestmark = pytest.mark.django_db


def rows(*models: Any) -> dict[Any, list[dict[str, Any]]]:
    """All there is, but for the day of the last change."""
    return {
        model: [
            {name: value for name, value in row.items() if name != "updated_at"}
            for row in model.objects.order_by("pk").values()
        ]
        for model in models
    }


def test_change_is_taken_back_and_back_again() -> None:
    title, curator = make_title(year=2013), make_member()
    with revising(by=make_member()) as revision:
        title.year = 2014
        title.save()
    undone = revert(revision, by=curator, note="It was 2013")
    title.refresh_from_db()
    assert (title.year, undone.kind, undone.made_by, undone.note) == (2013, "revert", curator, "It was 2013")
    assert undone.reverts == revision
    revert(undone, by=curator)
    title.refresh_from_db()
    assert title.year == 2014


def test_deleted_quote_returns_with_its_key_and_its_lines() -> None:
    title = make_title()
    quote = Quote.objects.create(title=title, context="first lines")
    for number in range(3):
        quote.quoteline_set.create(text=f"Line {number}", position=number)
    before = rows(Quote, QuoteLine)
    with revising(by=make_member()) as revision:
        quote.delete()
    revert(revision, by=make_member())
    assert rows(Quote, QuoteLine) == before


def test_deleted_title_returns_whole() -> None:
    title, person = make_title(), make_person()
    make_credit(title, person)
    make_genre("Documentary", title)
    series = make_title("Series", title_type="tv_series")
    episode = make_title("Episode", title_type="tv_episode", series=series)
    ExternalId.objects.create(title=title, source="imdb", value="tt2852470")
    title.poster = Image.objects.create(title=title, file=make_upload(), licence="CC0", credit="CDP")
    title.save()
    models = (Title, Credit, Genre, TitleGenre, ExternalId, Image)
    before = rows(*models)
    with revising(by=make_member()) as revision:
        title.delete()
        episode.delete()
        series.delete()
    assert rows(*models) != before
    revert(revision, by=make_member())
    assert rows(*models) == before


def test_what_was_added_goes_with_what_was_added_below_it() -> None:
    before = rows(Title, Credit, Person)
    with revising(by=make_member()) as revision:
        make_credit(make_title())
    revert(revision, by=make_member())
    assert rows(Title, Credit, Person) == before


def test_only_the_fields_of_the_revision_go_back() -> None:
    title = make_title(plot_outline="Clay.", year=2013)
    with revising(by=make_member()) as revision:
        title.plot_outline = "Nonsense"
        title.save()
    with revising(by=make_member()):
        title.year = 2014
        title.save()
    revert(revision, by=make_member())
    title.refresh_from_db()
    assert (title.plot_outline, title.year) == ("Clay.", 2014)


def test_what_others_changed_since_is_shown_and_stays() -> None:
    title = make_title(year=2013)
    trivia = make_trivia(title)
    with revising(by=make_member()) as revision:
        title.year = 2014
        title.save()
        trivia.text = "Nonsense"
        trivia.save()
    with revising(by=make_member()):
        title.year = 2015
        title.save()
    with pytest.raises(RevertConflictError) as conflict:
        revert(revision, by=make_member())
    assert [each.why for each in conflict.value.conflicts] == ["Changed again since: year."]
    assert Revision.objects.count() == 2
    revert(revision, by=make_member(), skip_conflicts=True)
    title.refresh_from_db()
    trivia.refresh_from_db()
    assert (title.year, trivia.text) == (2015, "Shot in clay.")


def refusals(revision: Revision) -> list[str]:
    return [each.why for outcome in foresee([revision], by=None) for each in outcome.conflicts]


def test_what_others_built_upon_stays() -> None:
    with revising(by=make_member()) as revision:
        title = make_title()
    make_trivia(title)
    assert refusals(revision) == ["Others have added to it, or refer to it, since."]


def test_title_that_members_keep_stays() -> None:
    with revising(by=make_member()) as revision:
        title = make_title()
    WatchlistEntry.objects.create(title=title, member=make_member())
    assert refusals(revision) == ["Others have added to it, or refer to it, since."]


def test_picture_that_was_made_the_poster_stays() -> None:
    title = make_title()
    with revising(by=make_member()) as revision:
        image = Image.objects.create(title=title, file=make_upload(), licence="CC0", credit="CDP")
    title.poster = image
    title.save()
    assert refusals(revision) == ["Others have added to it, or refer to it, since."]


def test_picture_whose_file_is_gone_does_not_return() -> None:
    image = Image.objects.create(title=make_title(), file=make_upload(), licence="CC0", credit="CDP")
    name, storage = image.file.name, image.file.storage
    with revising(by=make_member()) as revision:
        image.delete()
    storage.delete(name)
    assert refusals(revision) == ["Its file is gone: it has to be uploaded again."]


def test_picture_that_was_replaced_or_deleted_returns_with_its_files() -> None:
    image = Image.objects.create(title=make_title(), file=make_upload(), licence="CC0", credit="CDP")
    first, storage, before = image.file.name, image.file.storage, rows(Image)
    with revising(by=make_member()) as replacing:
        image.file = make_upload()
        image.save()
    with revising(by=make_member()) as deleting:
        Image.objects.get(pk=image.pk).delete()
    call_command("sweep_images", verbosity=0)
    revert(deleting, by=make_member())
    assert Image.objects.get().file.name not in ("", first)
    revert(replacing, by=make_member())
    assert rows(Image) == before
    assert [storage.exists(name) for name in (first, rendition_name(first, 160, AVIF))] == [True, True]


def test_name_that_is_taken_meanwhile_is_told_in_words() -> None:
    title = make_title()
    line = Tagline.objects.create(title=title, text="Clay.")
    with revising(by=make_member()) as revision:
        line.delete()
    Tagline.objects.create(title=title, text="Clay.")
    assert len(refusals(revision)) == 1
    event = AwardEvent.named("Cannes")
    event.save()
    with revising(by=make_member()) as revision:
        event.delete()
    AwardEvent.named("Cannes").save()
    assert refusals(revision) == ["It no longer fits what is there now."]


def test_row_that_took_the_place_of_another_gives_it_back() -> None:
    title = make_title()
    line = Tagline.objects.create(title=title, text="Clay.")
    before = rows(Tagline)
    with revising(by=make_member()) as revision:
        line.delete()
        Tagline.objects.create(title=title, text="Clay.")
    revert(revision, by=make_member())
    assert rows(Tagline) == before


def test_what_is_undone_already_leaves_no_revision() -> None:
    title = make_title(year=2013)
    with revising(by=make_member()) as revision:
        title.year = 2014
        title.save()
    revert(revision, by=make_member())
    assert revert(revision, by=make_member()).pk is None


def test_all_that_somebody_did_since_goes_and_what_came_before_stays() -> None:
    vandal, curator, title = make_member(), make_member(), make_title(year=2013)
    yesterday = timezone.now() - timedelta(days=1)
    with revising(by=vandal) as first:
        make_trivia(title, text="True.")
    Revision.objects.filter(pk=first.pk).update(made_at=yesterday)
    for year in (1999, 2000):
        with revising(by=vandal):
            title.year = year
            title.save()
            make_trivia(title, text=f"Nonsense {year}")
    reverts = revert_all_by(vandal, since=yesterday + timedelta(hours=1), by=curator, note="Vandalism")
    title.refresh_from_db()
    assert (title.year, [each.text for each in title.trivia_set.all()]) == (2013, ["True."])
    assert [(each.made_by, each.note) for each in reverts] == [(curator, "Vandalism")] * 2


def test_undoing_a_person_leaves_what_others_mended() -> None:
    vandal, title = make_member(), make_title(year=2013)
    with revising(by=vandal):
        title.year = 1999
        title.save()
    with revising(by=make_member()):
        title.year = 2012
        title.save()
    since = timezone.now() - timedelta(days=1)
    outcomes = undo_all_by(vandal, since, by=make_member())
    title.refresh_from_db()
    assert (title.year, [each.why for each in outcomes[0].conflicts]) == (
        2012,
        ["Changed again since: year."],
    )


def test_locked_title_stays_but_for_those_who_may_change_it() -> None:
    title = make_title(year=2013, is_locked=True)
    with revising(by=make_member()) as revision:
        title.year = 2014
        title.save()
    with pytest.raises(RevertConflictError) as conflict:
        revert(revision, by=make_member())
    assert [each.why for each in conflict.value.conflicts] == ["The record is locked."]
    revert(revision, by=make_member(is_superuser=True))
    title.refresh_from_db()
    assert title.year == 2013


def test_merge_is_not_taken_back_here() -> None:
    title = make_title()
    with revising(by=None, kind=Revision.Kind.MERGE) as revision:
        make_trivia(title)
    assert refusals(revision) == ["A merge moves what members said, too: it is undone on its own page."]
    assert revert(revision, by=make_member(), skip_conflicts=True).pk is None


def test_foreseeing_changes_nothing() -> None:
    title = make_title(year=2013)
    with revising(by=make_member()) as revision:
        title.year = 2014
        title.save()
    assert refusals(revision) == []
    title.refresh_from_db()
    assert (title.year, Revision.objects.count(), Change.objects.count()) == (2014, 1, 1)


def test_search_finds_what_was_put_back() -> None:
    title, person = make_title("The Missing Picture"), make_person("Rithy Panh")
    make_credit(title, person)
    index_with_people([title.pk])
    with revising(by=make_member()) as revision:
        title.primary_title = "Nonsense"
        title.save()
    index_with_people([title.pk])
    revert(revision, by=make_member())
    assert [hit.id for hit in find("missing picture").titles] == [title.pk]
    assert [hit.line for hit in find("rithy").people] == ["The Missing Picture (2013)"]
    assert find("nonsense").titles == []


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            ["title", "add title", "delete title", "credit", "genre", "quote", "line", "delete", "person"]
        ),
        st.integers(0, 5),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)
ALL = (Title, Person, Credit, Genre, TitleGenre, Quote, QuoteLine)


def do(deed: str, number: int) -> None:
    """One edit as a curator might make it; nothing where there is nothing to do it to."""
    title = Title.objects.order_by("pk")[number % 3 :].first()
    if deed == "add title" or title is None:
        make_title(f"New {number}")
    elif deed == "title":
        title.primary_title, title.year = f"Changed {number}", 1990 + number
        title.save()
    elif deed == "delete title":
        title.delete()
    elif deed == "credit":
        make_credit(title, billing=number)
    elif deed == "genre":
        genre = Genre.objects.filter(name=f"Genre {number}").first() or make_genre(f"Genre {number}")
        TitleGenre.objects.get_or_create(title=title, genre=genre)
    elif deed == "quote":
        Quote.objects.create(title=title).quoteline_set.create(text=f"Line {number}")
    else:
        do_below(deed, number)


def do_below(deed: str, number: int) -> None:
    model = {
        "line": QuoteLine,
        "person": Person,
        "delete": [Credit, Quote, TitleGenre, QuoteLine][number % 4],
    }[deed]
    row = model.objects.order_by("-pk").first()  # type: ignore[attr-defined]
    if row is None:
        return
    if deed == "delete":
        row.delete()
    elif deed == "line":
        row.text = f"Changed {number}"
        row.save()
    else:
        row.primary_name = f"Changed {number}"
        row.save()


@given(deeds=DEEDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_one_person_did_can_be_undone_exactly_and_done_again(
    deeds: list[tuple[str, int, bool]],
) -> None:
    for model in (Quote, Credit, TitleGenre, Genre, Title, Person):
        model.objects.all().delete()
    title = make_title()
    make_credit(title)
    Quote.objects.create(title=title).quoteline_set.create(text="There are so many images.")
    make_genre("Genre 0", title)
    before, vandal, start = rows(*ALL), make_member(), timezone.now()
    together: list[tuple[str, int]] = []
    for deed, number, ends in deeds:
        together.append((deed, number))
        if ends:
            with revising(by=vandal):
                for each in together:
                    do(*each)
            together = []
    after = rows(*ALL)
    curator = make_member()
    outcomes = undo_all_by(vandal, start, by=curator)
    assert [each for outcome in outcomes for each in outcome.conflicts] == []
    assert rows(*ALL) == before
    undo_all_by(curator, start, by=vandal)
    assert rows(*ALL) == after
