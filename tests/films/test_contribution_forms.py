import pytest

from films.contribution_forms import as_data, form_class, values_of
from films.contributions import CONTRIBUTIONS, Contribution, contribution
from films.models import (
    Company,
    Connection,
    Keyword,
    Quote,
    QuoteLine,
    Soundtrack,
    SoundtrackLine,
    Synopsis,
    Title,
)
from films.search import index_people
from tests.factories import make_company, make_credit, make_genre, make_person, make_title

pytestmark = pytest.mark.django_db


def form(word: str, record, row=None, owner: str = "title", **typed):
    kind = contribution(owner, word)
    assert kind is not None
    data = {f"row-{name}": value for name, value in typed.items()}
    return form_class(kind)(data, record=record, instance=row)


@pytest.mark.parametrize("kind", CONTRIBUTIONS, ids=lambda kind: f"{kind.owner} {kind.word}")
def test_every_kind_of_row_has_a_form_that_says_what_is_missing(kind: Contribution) -> None:
    record = {"title": make_title, "person": make_person, "company": make_company}[kind.owner]()
    empty = form_class(kind)({}, record=record, instance=record if kind.is_record else None)
    assert not empty.is_valid()
    assert empty.errors


def test_a_constraint_that_names_the_title_is_checked_and_said_in_words() -> None:
    title = make_title()
    Synopsis.objects.create(title=title, text="All of it.")
    second = form("synopsis", title, text="Again.")
    assert second.errors["__all__"] == ["A title has one synopsis."]


def test_values_are_the_same_of_a_form_and_of_the_row_it_made() -> None:
    title, person = make_title(), make_person()
    rows = {
        "credit": {"person": str(person.pk), "category": "cast", "characters": "Narrator"},
        "release-date": {"country": "KH", "date": "2013-05", "kind": "festival"},
        "box-office": {"kind": "budget", "amount": "1000", "currency": "EUR", "date": ""},
        "video": {"kind": "trailer", "name": "Trailer", "duration": "0:01:56"},
        "quote": {"lines": "Narrator (softly): I seek.\nIt is lost."},
        "genre": {"genre": str(make_genre().pk)},
        "keyword": {"keyword": "+clay"},
    }
    for word, typed in rows.items():
        sent = form(word, title, **typed)
        assert sent.is_valid(), (word, sent.errors)
        values = sent.values
        row = sent.save()
        kind = contribution("title", word)
        assert kind is not None
        if word == "keyword":
            values = {"keyword": row.keyword_id}
        assert values_of(kind, type(row).objects.get(pk=row.pk), title) == values
        again = form_class(kind)(as_data(values), record=title, instance=row)
        assert again.is_valid(), (word, again.errors)
        assert again.values == values


def test_a_name_is_enough_where_one_person_has_it() -> None:
    person = make_person("Rithy Panh")
    index_people([person.pk])
    sent = form("credit", make_title(), person="rithy panh", category="director")
    assert sent.is_valid(), sent.errors
    assert sent.cleaned_data["person"] == person


def test_namesakes_are_offered_to_choose_from() -> None:
    first, second = make_person("Jean Dupont", birth_date="1920"), make_person("Jean Dupont")
    index_people([first.pk, second.pk])
    sent = form("credit", make_title(), person="Jean Dupont", category="cast")
    assert sent.errors["person"] == ["Choose which one you mean."]
    html = str(sent["person"])
    assert all(f'value="{each.pk}"' in html for each in (first, second))
    assert 'value="Jean Dupont"' in html
    chosen = form(
        "credit", make_title(), person="Jean Dupont", category="cast", **{"person-choice": str(second.pk)}
    )
    assert chosen.is_valid()
    assert chosen.cleaned_data["person"] == second


@pytest.mark.parametrize("typed", ["12", "#12", "Rithy Panh #12", "/name/12/rithy-panh/"])
def test_a_person_is_found_by_number(typed: str) -> None:
    person = make_person(pk=12)
    sent = form("credit", make_title(), person=typed, category="cast")
    assert sent.is_valid(), sent.errors
    assert sent.cleaned_data["person"] == person


@pytest.mark.parametrize("typed", ["999", "Nobody At All", "\x00", "9" * 30])
def test_nobody_is_said_to_be_nobody(typed: str) -> None:
    assert "person" in form("credit", make_title(), person=typed, category="cast").errors


def test_a_new_company_is_made_only_when_the_member_says_so() -> None:
    title = make_title()
    typed = {"company": "Clay House", "role": "production"}
    first = form("company-credit", title, **typed)
    assert first.errors["company"] == ["Choose which one you mean."]
    sent = form("company-credit", title, **typed, **{"company-choice": "+"})
    assert sent.is_valid(), sent.errors
    assert (sent.values["company"], Company.objects.count()) == ("+Clay House", 0)
    assert sent.save().company == Company.objects.get(name="Clay House")


def test_a_known_keyword_is_not_made_twice() -> None:
    keyword = Keyword.named("clay")
    keyword.save()
    sent = form("keyword", make_title(), keyword="+clay")
    assert sent.is_valid()
    assert sent.cleaned_data["keyword"] == keyword


def test_a_new_row_stands_last_among_its_own() -> None:
    title = make_title()
    make_credit(title, category="cast", billing=7)
    make_credit(title, category="editor", billing=20)
    sent = form("credit", title, person=str(make_person().pk), category="cast")
    assert sent.is_valid()
    assert sent.save().billing == 8


def test_lines_that_stay_keep_whom_they_name() -> None:
    title, person = make_title(), make_person()
    piece = Soundtrack.objects.create(title=title, work="Requiem")
    SoundtrackLine.objects.create(soundtrack=piece, text="Composed by Marc Marder", person=person, position=1)
    SoundtrackLine.objects.create(soundtrack=piece, text="Sung", position=2)
    sent = form("soundtrack", title, piece, work="Requiem", lines="Played by ear\nComposed by Marc Marder")
    assert sent.is_valid()
    sent.save()
    lines = SoundtrackLine.objects.order_by("position").values_list("text", "person", "position")
    assert list(lines) == [("Played by ear", None, 1), ("Composed by Marc Marder", person.pk, 2)]


def test_a_quote_is_read_speaker_by_speaker() -> None:
    sent = form("quote", make_title(), lines="Narrator (softly): Look: there.\n\nNobody speaks.")
    assert sent.is_valid()
    sent.save()
    assert list(QuoteLine.objects.order_by("position").values_list("speaker", "note", "text")) == [
        ("Narrator", "softly", "Look: there."),
        ("", "", "Nobody speaks."),
    ]
    assert Quote.objects.count() == 1


def test_a_line_that_is_too_long_is_named() -> None:
    sent = form("soundtrack", make_title(), work="Requiem", lines=f"fine\n{'x' * 400}")
    assert sent.errors["lines"][0].startswith("Line 2: ")


def test_saving_a_title_leaves_its_counters_alone() -> None:
    title = make_title()
    sent = form("record", title, title, title_type="movie", primary_title="Another", year="2014")
    assert sent.is_valid(), sent.errors
    Title.objects.update(vote_count=5)
    sent.save()
    title.refresh_from_db()
    assert (title.primary_title, title.year, title.vote_count) == ("Another", 2014, 5)


def test_line_ends_of_the_web_are_no_change() -> None:
    sent = form("synopsis", make_title(), text="One.\r\n\r\nTwo.")
    assert sent.is_valid()
    assert sent.values == {"text": "One.\n\nTwo."}


def test_a_number_tells_no_name_of_a_draft() -> None:
    title, draft = make_title(), make_title("Zzyzx Unseen", is_published=False)
    sent = form("connection", title, kind="follows", other_title=f"#{draft.pk}")
    assert sent.errors == {"other_title": ["There is no such record. Type a name instead."]}
    assert "Zzyzx" not in sent.as_p()


def test_a_row_that_names_what_became_a_draft_can_be_corrected_without_telling_its_name() -> None:
    title, draft = make_title(), make_title("Zzyzx Unseen", is_published=False)
    row = Connection.objects.create(title=title, kind="follows", other_title=draft)
    empty = form_class(kind := contribution("title", "connection"))(record=title, instance=row)
    assert "Zzyzx" not in empty.as_p()
    typed = as_data(values_of(kind, row, title) | {"note": "by its director"})
    assert form_class(kind)(typed, record=title, instance=row).errors == {}


def test_a_row_that_names_a_draft_reads_as_words_not_as_a_number() -> None:
    title, draft = make_title(), make_title("Zzyzx Unseen", is_published=False)
    row = Connection.objects.create(title=title, kind="follows", other_title=draft)
    kind = contribution("title", "connection")
    empty = form_class(kind)(record=title, instance=row)
    assert empty["other_title"].value() == f"not on the site: #{draft.pk}"
    assert [str(each) for each in kind.rows_of(title)] == ["Follows a title that is not on the site"]
    typed = as_data(values_of(kind, row, title)) | {"row-other_title": f"not on the site: #{draft.pk}"}
    assert form_class(kind)(typed, record=title, instance=row).errors == {}


def test_a_plot_outline_is_typed_in_several_lines_and_kept_as_one_paragraph() -> None:
    title = make_title()
    sent = form("record", title, title, title_type="movie", primary_title="Clay", plot_outline="One.\r\nTwo.")
    assert sent.is_valid(), sent.errors
    assert sent.values["plot_outline"] == "One. Two."
    assert "<textarea" in str(sent["plot_outline"])
