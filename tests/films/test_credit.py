import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from films.models import Credit, CreditCategory
from tests.factories import make_credit, make_person, make_title

pytestmark = pytest.mark.django_db


def test_credit_bears_the_persons_name_and_says_how_it_was_credited() -> None:
    credit = make_credit(make_title(), make_person("Prum Mésa"), credited_as="Prum MESA", note="voice")
    assert (credit.name, credit.remarks) == ("Prum Mésa", ["voice", "as Prum MESA"])


def test_text_only_credit_bears_the_credited_name() -> None:
    credit = make_credit(make_title(), credited_as="The villagers")
    assert (credit.name, credit.person, credit.remarks) == ("The villagers", None, [])


def test_credit_must_name_somebody() -> None:
    with pytest.raises(ValidationError, match="Choose a person, or write the name"):
        Credit(title=make_title(), category=CreditCategory.CAST).full_clean()
    with pytest.raises(IntegrityError):
        Credit.objects.create(title=make_title(), category=CreditCategory.CAST)


def test_same_credit_is_kept_once() -> None:
    title, person = make_title(), make_person()
    make_credit(title, person, characters="Narrator")
    with pytest.raises(IntegrityError):
        make_credit(title, person, characters="Narrator")


def test_credits_come_in_billing_order() -> None:
    title = make_title()
    second, first = make_credit(title, billing=2), make_credit(title, billing=1)
    assert list(Credit.objects.for_title(title).on_screen().in_order()) == [first, second]
