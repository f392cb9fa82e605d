import pytest
from django.core.exceptions import ValidationError

from films.models import Connection, ConnectionKind
from tests.factories import make_title

pytestmark = pytest.mark.django_db


def test_one_row_reads_from_both_sides() -> None:
    picture, ceremony = make_title(), make_title("The 86th Annual Academy Awards", 2014)
    row = Connection.objects.create(title=ceremony, kind=ConnectionKind.FEATURES, other_title=picture)
    assert (row.label_for(ceremony), row.other_side(ceremony)) == ("Features", picture)
    assert (row.label_for(picture), row.other_side(picture)) == ("Featured in", ceremony)
    assert list(Connection.objects.for_title(picture)) == [row]


def test_connection_with_a_draft_is_not_shown() -> None:
    picture, draft = make_title(), make_title("A draft", is_published=False)
    Connection.objects.create(title=draft, kind=ConnectionKind.REFERENCES, other_title=picture)
    assert list(Connection.objects.for_title(picture)) == []


def test_title_is_not_connected_to_itself() -> None:
    picture = make_title()
    with pytest.raises(ValidationError, match="cannot be connected to itself"):
        Connection(title=picture, kind=ConnectionKind.FOLLOWS, other_title=picture).full_clean()
