"""The round that the worker makes every hour: notice what is new, tell of releases, send the digests that are due."""

import datetime as dt

from django.utils import timezone
from django_tasks import task

from reviews.digest import send_digest
from reviews.models import Newsletter
from reviews.noticing import notice
from reviews.releases import tell_of_releases

SETTLED = dt.timedelta(minutes=5)
"""What was noticed later may still be on its way into the database: the next digest has it."""


@task()
def make_news_round() -> None:
    """May be made any number of times, by any number of workers at once, and killed at any point."""
    notice()
    tell_of_releases()
    until = timezone.now() - SETTLED
    for newsletter in Newsletter.objects.due(until).select_related("member").iterator(chunk_size=500):
        send_digest(newsletter, until)
