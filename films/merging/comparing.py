"""Two records side by side: which of their fields differ, and which of the two values is to stay."""

from dataclasses import dataclass
from typing import Any

from django.db import models

KEPT, LOST = "kept", "lost"


@dataclass(frozen=True)
class Side:
    """One field of both records, in words."""

    name: str
    label: str
    kept: str
    lost: str
    choice: str

    @property
    def differs(self) -> bool:
        return self.kept != self.lost


def compared_fields(model: type[models.Model]) -> list[Any]:
    """What a curator edits; what the site keeps by itself is not for choosing."""
    return [field for field in model._meta.concrete_fields if field.editable and not field.primary_key]


def compare(kept: Any, lost: Any, choices: dict[str, str] | None = None) -> list[Side]:
    """Field by field; where nothing was chosen, the record that stays, and the other one where it is empty."""
    chosen = {**usual_choices(kept, lost), **(choices or {})}
    return [
        Side(
            field.name,
            str(field.verbose_name),
            in_words(field, kept),
            in_words(field, lost),
            chosen[field.name],
        )
        for field in compared_fields(type(kept))
    ]


def usual_choices(kept: Any, lost: Any) -> dict[str, str]:
    return {
        field.name: LOST
        if getattr(kept, field.attname) in (None, "") and getattr(lost, field.attname) not in (None, "")
        else KEPT
        for field in compared_fields(type(kept))
    }


def in_words(field: Any, record: Any) -> str:
    if field.choices:
        return str(getattr(record, f"get_{field.name}_display")())
    value = getattr(record, field.name)
    return "" if value is None else str(value)


def chosen_values(kept: Any, lost: Any, choices: dict[str, str]) -> dict[str, Any]:
    """{column: value} of what is to be taken over from the record that goes."""
    chosen = usual_choices(kept, lost) | choices
    return {
        field.attname: getattr(lost, field.attname)
        for field in compared_fields(type(kept))
        if chosen[field.name] == LOST and getattr(kept, field.attname) != getattr(lost, field.attname)
    }
