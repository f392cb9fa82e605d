import pytest
from django.core.exceptions import ValidationError

from films.codes import WORLDWIDE
from films.models import BoxOfficeFigure, BoxOfficeKind
from tests.factories import make_title


@pytest.mark.parametrize(
    ("kind", "territory", "label"),
    [
        (BoxOfficeKind.OPENING_WEEKEND, "US", "Opening weekend USA"),
        (BoxOfficeKind.GROSS, "AU", "Gross Australia"),
        (BoxOfficeKind.GROSS, WORLDWIDE, "Cumulative worldwide gross"),
        (BoxOfficeKind.BUDGET, "", "Budget"),
    ],
)
def test_label_says_what_was_taken_where(kind: str, territory: str, label: str) -> None:
    assert BoxOfficeFigure(kind=kind, territory=territory).label == label


@pytest.mark.parametrize(
    ("amount", "currency", "money"),
    [(10_148, "USD", "$10,148"), (3_500, "AUD", "A$3,500"), (900, "JPY", "¥900")],
)
def test_money_is_whole_and_in_its_currency(amount: int, currency: str, money: str) -> None:
    assert BoxOfficeFigure(amount=amount, currency=currency).money == money


@pytest.mark.django_db
def test_unknown_figure_is_absent_not_zero() -> None:
    figure = BoxOfficeFigure(title=make_title(), kind="gross", territory="US", amount=0, currency="USD")
    with pytest.raises(ValidationError) as raised:
        figure.full_clean()
    assert "An unknown figure is left out, not written as 0." in raised.value.messages


@pytest.mark.django_db
def test_takings_need_a_territory() -> None:
    figure = BoxOfficeFigure(title=make_title(), kind="gross", amount=1, currency="USD")
    with pytest.raises(ValidationError, match="Say where this was taken"):
        figure.full_clean()
