from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A worker says that it lives every few seconds. After a minute of silence it is taken for dead.
PULSE = timedelta(seconds=10)
SILENCE = timedelta(seconds=60)


class WorkerQuerySet(models.QuerySet["Worker"]):
    def living(self) -> Self:
        return self.filter(seen_at__gt=timezone.now() - SILENCE)

    def dead(self) -> Self:
        return self.filter(seen_at__lte=timezone.now() - SILENCE)


class Worker(models.Model):
    """A process that does background work, and when it was last heard of."""

    worker_id = models.CharField(_("worker"), max_length=64, unique=True)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    seen_at = models.DateTimeField(_("last heard of at"))

    objects = WorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return self.worker_id
