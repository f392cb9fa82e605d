"""What was given at an event in a year."""

from itertools import groupby

from .models import AwardEvent, Nomination


def years_of(event: AwardEvent) -> list[int]:
    """The years of its ceremonies, the latest first."""
    nominations = Nomination.objects.filter(event=event, title__is_published=True)
    return list(nominations.order_by("-year").values_list("year", flat=True).distinct())


def awards_at(event: AwardEvent, year: int) -> list[tuple[str, list[Nomination]]]:
    """(award and category, nominations, the won first): two queries, and nominations hold titles and recipients."""
    nominations = Nomination.objects.filter(event=event, year=year, title__is_published=True)
    shown = nominations.by_award().with_recipients().select_related("title__poster")
    return [(name, list(each)) for name, each in groupby(shown, key=_name)]


def _name(nomination: Nomination) -> str:
    return ", ".join(filter(None, (nomination.award, nomination.category)))
