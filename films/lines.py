"""Rows below a row, written as one line of text each: what is said in a quote, who was nominated."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from . import models

MOST_LINES = 60


@dataclass(frozen=True)
class Lines:
    """The model of such rows, whose they are, and how a line is read and written."""

    model: Any
    parent: str
    label: Any
    help_text: Any
    read: Callable[[str], dict[str, Any]]
    write: Callable[[Any], str]
    is_required: bool = False

    def of(self, row: Any) -> list[Any]:
        """In their order; without a query where they were fetched along."""
        if not row.pk:
            return []
        fetched = row.__dict__.get("fetched_lines")
        return list(self._in_order().filter(**{self.parent: row})) if fetched is None else fetched

    def fetched(self) -> Prefetch:
        """For the query of the rows that they are below of."""
        return Prefetch(f"{self.model._meta.model_name}_set", self._in_order(), to_attr="fetched_lines")

    def _in_order(self) -> QuerySet:
        named = [
            each.name for each in self.model._meta.fields if each.many_to_one and each.name != self.parent
        ]
        rows = self.model.objects.order_by("position", "pk")
        return rows.select_related(*named) if named else rows

    def texts_of(self, row: Any) -> list[str]:
        return [self.write(line) for line in self.of(row)]

    def checked(self, text: str) -> list[str]:
        """The lines of a text; ValidationError, in words, for what is none."""
        texts = [line.strip() for line in text.splitlines() if line.strip()]
        if len(texts) > MOST_LINES:
            raise ValidationError(_now("At most %(most)d lines."), params={"most": MOST_LINES})
        for number, line in enumerate(texts, 1):
            try:
                self.model(**self.read(line)).clean_fields(exclude=[self.parent])
            except ValidationError as error:
                words = {"number": number, "why": " ".join(error.messages)}
                raise ValidationError(_now("Line %(number)d: %(why)s"), params=words) from error
        return texts

    def save(self, row: Any, texts: list[str]) -> None:
        """Lines that stay keep all they hold: only those whose text is new or gone are written or deleted."""
        known = {self.write(line): line for line in self.of(row)}
        for position, text in enumerate(texts, 1):
            line = known.pop(text, None) or self.model(**{self.parent: row}, **self.read(text))
            if line.pk is None or line.position != position:
                line.position = position
                line.save()
        for line in known.values():
            line.delete()


_NUMBERED = re.compile(r".*#([0-9]{1,18})", re.ASCII)
_SAID = re.compile(
    r"(?:(?P<speaker>[^:()]{1,120}?)(?: \((?P<note>[^()]{1,120})\))?: )?(?P<text>.+)", re.DOTALL
)


def _quote_line(text: str) -> dict[str, Any]:
    match = _SAID.fullmatch(text)
    return {name: value or "" for name, value in match.groupdict().items()} if match else {"text": text}


def _quote_text(line: models.QuoteLine) -> str:
    speaker = f"{line.speaker} ({line.note})" if line.note and line.speaker else line.speaker
    return f"{speaker}: {line.text}" if speaker else line.text


def _recipient(text: str) -> dict[str, Any]:
    numbered = _NUMBERED.fullmatch(text)
    return {"person_id": int(numbered[1])} if numbered else {"announced_name": text}


QUOTE_LINES = Lines(
    models.QuoteLine,
    "quote",
    _("What is said"),
    _("A line for each speaker: “Speaker: text” or “Speaker (whispering): text”."),
    _quote_line,
    _quote_text,
    is_required=True,
)
SOUNDTRACK_LINES = Lines(
    models.SoundtrackLine,
    "soundtrack",
    _("Credits"),
    _("One a line, as they stand: “Composed by …”."),
    lambda text: {"text": text},
    lambda line: str(line.text),
)
RECIPIENTS = Lines(
    models.NominationRecipient,
    "nomination",
    _("Who was named"),
    _("One name a line; “#12” for the person with this number."),
    _recipient,
    lambda recipient: str(recipient.name),
)

LINES = {models.Quote: QUOTE_LINES, models.Soundtrack: SOUNDTRACK_LINES, models.Nomination: RECIPIENTS}
"""By whose they are."""
