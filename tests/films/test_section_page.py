"""The rows of a section, in order and in groups."""

import pytest

from films.models import AwardEvent, Connection, Credit, CreditCategory, Nomination, Outcome, Title
from films.section_page import lists_on, page_of
from films.sections import SECTIONS
from tests.factories import make_credit, make_person, make_title

pytestmark = pytest.mark.django_db


def groups(name: str, title: Title) -> list[tuple[object, list[object]]]:
    section = next(each for each in SECTIONS if each.name == name)
    shown = lists_on(page_of(section, {name: 100}, None), section, title)[name]
    return [(group.label, group.rows) for group in shown]


def test_credits_stand_by_department_in_billing_order() -> None:
    title = make_title()
    editor = make_credit(title, category=CreditCategory.EDITOR)
    second = make_credit(title, billing=2)
    first = make_credit(title, billing=1)
    director = make_credit(title, category=CreditCategory.DIRECTOR)
    assert groups("credits", title) == [
        ("director", [director]),
        ("cast", [first, second]),
        ("editor", [editor]),
    ]


def test_connections_read_from_both_sides_and_leave_drafts_out() -> None:
    title, later, earlier = make_title(), make_title("Later"), make_title("Earlier")
    featured = Connection.objects.create(title=later, other_title=title, kind="features")
    follows = Connection.objects.create(title=title, other_title=earlier, kind="follows")
    Connection.objects.create(
        title=make_title("Draft", is_published=False), other_title=title, kind="features"
    )
    assert groups("connections", title) == [("Follows", [follows]), ("Featured in", [featured])]


def test_awards_stand_by_event_and_year_the_won_before_the_lost() -> None:
    title = make_title()
    cannes, oscars = AwardEvent.named("Cannes"), AwardEvent.named("Oscars")
    cannes.save()
    oscars.save()
    make = Nomination.objects.create
    lost = make(title=title, event=cannes, year=2013, award="Palme", outcome=Outcome.NOMINATED)
    won = make(title=title, event=cannes, year=2013, award="Un Certain Regard", outcome=Outcome.WON)
    later = make(title=title, event=oscars, year=2014, award="Oscar", outcome=Outcome.NOMINATED)
    assert groups("awards", title) == [((oscars, 2014), [later]), ((cannes, 2013), [won, lost])]


def test_a_credit_without_a_person_is_shown_by_its_name() -> None:
    title = make_title()
    named = make_credit(title, make_person(), billing=1)
    unnamed = Credit.objects.create(
        title=title, credited_as="The Dancers", category=CreditCategory.CAST, billing=2
    )
    assert groups("credits", title) == [("cast", [named, unnamed])]
