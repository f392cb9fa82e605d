"""What of the catalogue needs attention. Other apps add lists of their own, which the roof puts below these."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.timezone import is_naive, make_aware
from django.utils.translation import gettext_lazy as _

from films import models
from films.models import Credit, Person, Title

COUNTED = 1_000
WINDOW = 10_000
"""Where no index finds what lacks something: how many of the best known, or of the newest, are looked at."""


@dataclass(frozen=True)
class Attention:
    """A line of the desk's first page: what, which rows, and the list of the admin that shows them.

    `rows` are counted to COUNTED and no further; they must be found by an index or lie within a window.
    `address` is the name of a list and its query, `permission` what one must hold to see the line. `oldest_by`
    names the field of a queue that says since when a row waits.
    """

    group: str | Promise
    name: str | Promise
    rows: Callable[[], QuerySet]
    address: tuple[str, str]
    permission: str
    oldest_by: str = ""


@dataclass(frozen=True)
class Found:
    line: Attention
    count: int
    oldest: datetime | None

    @property
    def is_cut(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > COUNTED


def count_all(lines: Sequence[Attention]) -> list[Found]:
    """How many rows each line has, and since when the oldest waits, in one query."""
    if not lines:
        return []
    columns: list[str] = []
    params: list[Any] = []
    for line in lines:
        for statement, values in (_counted(line), _oldest(line)):
            columns.append(statement)
            params += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", params)
        row = cursor.fetchone()
    return [Found(line, row[2 * at], _moment(row[2 * at + 1])) for at, line in enumerate(lines)]


def _counted(line: Attention) -> tuple[str, tuple[Any, ...]]:
    statement, params = line.rows().order_by().values("pk")[: COUNTED + 1].query.sql_with_params()
    return f"(SELECT COUNT(*) FROM ({statement}) AS counted)", params  # noqa: S608  by the ORM, with parameters


def _oldest(line: Attention) -> tuple[str, tuple[Any, ...]]:
    if not line.oldest_by:
        return "NULL", ()
    statement, params = (
        line.rows().order_by(line.oldest_by).values(line.oldest_by)[:1].query.sql_with_params()
    )
    return f"({statement})", params


def _moment(value: Any) -> datetime | None:
    """SQLite has no moments: it gives back their text."""
    moment = parse_datetime(value) if isinstance(value, str) else value
    return make_aware(moment) if moment is not None and is_naive(moment) else moment


def best_known() -> QuerySet[Title]:
    return Title.objects.filter(pk__in=Title.objects.popular().values("pk")[:WINDOW])


def newest(model: Any) -> QuerySet:
    return model.objects.filter(pk__in=model.objects.order_by("-pk").values("pk")[:WINDOW])


def without_runtime() -> QuerySet[Title]:
    """Of the best known titles, those of which nobody says how long they are."""
    return best_known().exclude(Exists(models.Runtime.objects.filter(title=OuterRef("pk"))))


def text_credits() -> QuerySet:
    """Of the newest credits, those that are text alone. An index leads to all such credits, more than the newest: the
    expression keeps the planner from it."""
    nobody = Coalesce("person_id", Value(0), output_field=BigIntegerField())
    return newest(Credit).annotate(whose=nobody).filter(whose=0)


def nameless_credits() -> QuerySet[Credit]:
    """Of the newest credits, those that are text alone, and the text is the name of a person in the catalogue."""
    namesakes = Person.objects.filter(primary_name=OuterRef("credited_as"))
    return text_credits().filter(Exists(namesakes))


def without_source(model: Any) -> QuerySet:
    """Of the newest rows, those that do not say where they are known from."""
    return newest(model).filter(source_url="")


_LACKS = "admin:films_title_changelist"
_SOURCED = (
    models.ReleaseDate,
    models.BoxOfficeFigure,
    models.Nomination,
    models.Trivia,
    models.Goof,
    models.FilmingLocation,
    models.TechnicalSpec,
)


def _sourceless(model: Any) -> Attention:
    name = model._meta.model_name
    return Attention(
        _("Without a source"),
        model._meta.verbose_name_plural,
        partial(without_source, model),
        (f"admin:films_{name}_changelist", "sourced=no"),
        f"films.change_{name}",
    )


LINES = [
    Attention(
        _("Titles"),
        _("Drafts"),
        lambda: Title.objects.filter(is_published=False),
        (_LACKS, "is_published__exact=0"),
        "films.view_title",
    ),
    Attention(
        _("Titles"),
        _("No poster"),
        lambda: Title.objects.filter(poster=None),
        (_LACKS, "lacks=poster"),
        "films.change_title",
    ),
    Attention(_("Titles"), _("No runtime"), without_runtime, (_LACKS, "lacks=runtime"), "films.change_title"),
    Attention(
        _("Titles"),
        _("No outline"),
        lambda: Title.objects.filter(plot_outline=""),
        (_LACKS, "lacks=outline"),
        "films.change_title",
    ),
    Attention(
        _("Rows"),
        _("Names in credits that a person of the catalogue has"),
        nameless_credits,
        ("admin:films_credit_changelist", "person_known=yes"),
        "films.change_credit",
    ),
    Attention(
        _("Rows"),
        _("Likely duplicates"),
        lambda: models.DuplicateCandidate.objects.open(),
        ("admin:films_duplicatecandidate_changelist", ""),
        "films.merge_records",
    ),
    Attention(
        _("Rows"),
        _("Questions without an answer"),
        lambda: models.FaqEntry.objects.filter(answer=""),
        ("admin:films_faqentry_changelist", "answer__isempty=1"),
        "films.change_faqentry",
    ),
    Attention(
        _("Rows"),
        _("Links that lead nowhere"),
        lambda: models.ExternalLink.objects.dead(),
        ("admin:films_externallink_changelist", "state=dead"),
        "films.change_externallink",
    ),
    *map(_sourceless, _SOURCED),
]
