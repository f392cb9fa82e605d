"""Members' lists: a list that had both titles has the one that stays, and no gap where the other stood."""

from django.db.models import Exists, F, OuterRef

from films.merging.relations import Relation
from films.merging.rules import once
from films.merging.work import Merging
from reviews.models import ListEntry

_ONCE = once("title_list", fill="note")


def merge_entries(merging: Merging, relation: Relation) -> None:
    ours = ListEntry.objects.filter(title=merging.kept, title_list=OuterRef("title_list"))
    going = ListEntry.objects.filter(Exists(ours), title=merging.lost)
    above = going.filter(title_list=OuterRef("title_list"), position__lt=OuterRef("position"))
    moving_up = list(ListEntry.objects.filter(Exists(above)).values_list("pk", "position"))
    changes = [(key, {"position": place}, {"position": place - 1}) for key, place in moving_up]
    merging.ledger.note(ListEntry, changes)
    keys = [key for key, _ in moving_up]
    ListEntry.objects.filter(pk__in=keys).update(position=F("position") - 1)
    _ONCE(merging, relation)
