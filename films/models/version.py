"""How rows of the catalogue keep their versions, in tables beside their own (django-simple-history).

docs/decisions/0004-keep-versions-of-every-row.md tells why it is done so, and what writes without a version.
"""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .revision import RECORDS, Change, current, current_revision


class Version(models.Model):
    """What every version has beside the row's own columns."""

    # A number, not a foreign key: what made a version is told by its Change, and forty tables that point to
    # the members would make each migration of theirs go through all of these.
    revision_id = models.BigIntegerField(_("revision"), null=True, default=current_revision)

    class Meta:
        abstract = True


def _unused() -> property:
    """In the place of a column of the library's: the revision knows who and why."""
    return property(lambda version: None, lambda version, value: None)


class Versions(HistoricalRecords):
    """Keeps a version of a row whenever one of its columns changes, and of what was there before, if that is not kept.

    A row that comes to be outside of a revision (an import in bulk, a test) has no version until it is first changed.
    """

    def __init__(self, excluded_fields: tuple[str, ...] = (), *, inherit: bool = False) -> None:
        super().__init__(
            bases=(Version,),
            inherit=inherit,
            excluded_fields=list(excluded_fields),
            history_id_field=models.BigAutoField(),
            history_user_id_field=_unused(),
            history_user_getter=lambda version: None,
            history_user_setter=lambda version, user: None,
            history_change_reason_field=_unused(),
        )

    def copy_fields(self, model: Any) -> dict[str, Any]:
        """Versions are found by their own key and by their row's: no other column needs an index, and what a row
        refers to stands as its number, as it may be gone."""
        fields: dict[str, Any] = {}
        for name, field in super().copy_fields(model).items():
            if field.many_to_one:
                number = models.BigIntegerField(field.verbose_name, null=True, blank=True)
                fields[f"{name}_id"] = number
            else:
                field.db_index = field.name == model._meta.pk.attname
                fields[name] = field
        return fields

    def finalize(self, sender: Any, **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        if sender is self.cls or (self.inherit and issubclass(sender, self.cls)):
            models.signals.pre_save.connect(self.pre_save, sender=sender, weak=False)

    def get_history_user(self, instance: Any) -> None:
        return None

    def pre_save(self, sender: Any, instance: Any, raw: bool, update_fields: Any, **kwargs: Any) -> None:
        """Look at what is about to be overwritten."""
        if not raw and instance.pk is not None and self._concerns(sender, update_fields):
            instance._stored = sender._base_manager.filter(pk=instance.pk).first()

    def post_save(self, instance: Any, created: bool, using: Any = None, **kwargs: Any) -> None:
        stored = instance.__dict__.pop("_stored", None)
        if kwargs.get("raw"):
            return
        if created and current.get() is not None:
            keep_added(instance)
        elif stored is not None and not same(stored, instance):
            keep_changed(stored, instance)

    def pre_delete(self, instance: Any, **kwargs: Any) -> None:
        """Rows that only lose a reference to this one change too, which Django does without a word."""
        super().pre_delete(instance, **kwargs)
        for relation in instance._meta.related_objects:
            if relation.on_delete is models.SET_NULL and is_versioned(relation.related_model):
                rows = relation.related_model._base_manager.filter(**{relation.field.name: instance.pk})
                for row in rows:
                    setattr(row, relation.field.name, None)
                    row.save()

    def post_delete(self, instance: Any, using: Any = None, **kwargs: Any) -> None:
        record_change(instance, before=write_version(instance, "-"), after=None)

    def _concerns(self, model: Any, update_fields: Any) -> bool:
        if update_fields is None:
            return True
        return any(
            field.name in update_fields or field.attname in update_fields
            for field in self.fields_included(model)
        )


def keep_added(row: Any) -> None:
    record_change(row, before=None, after=write_version(row, "+"))


def keep_changed(stored: Any, row: Any) -> None:
    """Both sides; the stored one only if its last version does not tell it already."""
    before = row.history.order_by("-history_id").first()
    if before is None or not same(before, stored):
        before = write_version(stored, "~" if before else "+", revision_id=None)
    record_change(row, before=before, after=write_version(row, "~"))


def write_version(row: Any, history_type: str, **values: Any) -> Any:
    columns = {field.attname: getattr(row, field.attname) for field in tracked_fields(type(row))}
    model = type(row).history.model
    return model.objects.create(history_date=timezone.now(), history_type=history_type, **columns, **values)


def is_versioned(model: Any) -> bool:
    return hasattr(model._meta, "simple_history_manager_attribute")


def tracked_fields(model: Any) -> list[Any]:
    """The columns a version holds, as fields of the row's own model."""
    return list(model.history.model.tracked_fields)


def same(one: Any, other: Any) -> bool:
    """Whether two states of a row, versions or not, agree in all that versions hold."""
    model = next(each for each in (type(one), type(other)) if is_versioned(each))
    return not changed_fields(model, one, other)


def changed_fields(model: Any, one: Any, other: Any) -> list[Any]:
    """The tracked fields in which two states of a row differ."""
    return [
        field
        for field in tracked_fields(model)
        if field.get_prep_value(getattr(one, field.attname))
        != field.get_prep_value(getattr(other, field.attname))
    ]


def record_change(row: Any, before: Any, after: Any) -> None:
    """Note in the current revision, if there is one, what became of a row."""
    revision = current.get()
    if revision is not None:
        Change.objects.create(
            revision=revision,
            model=row._meta.model_name,
            row_id=row.pk,
            before_id=before and before.pk,
            after_id=after and after.pk,
            **records_of(row),
        )
        revision.is_empty = False


def records_of(row: Any) -> dict[str, int | None]:
    """The title, person and company on whose pages a change of this row is told."""
    found: dict[str, int | None] = {}
    for name in RECORDS:
        own = row.pk if row._meta.model_name == name else None
        found[f"{name}_id"] = own or getattr(row, f"{name}_id", None)
    owner = getattr(row, "told_with", "")
    if owner:
        key = row._meta.get_field(owner)
        owners = key.related_model._base_manager.filter(pk=getattr(row, key.attname))
        found["title_id"] = owners.values_list("title_id", flat=True).first()
    return found
