"""How the catalogue's own rows go from one record to another, relation by relation."""

from collections.abc import Iterable
from typing import Any

from films import models
from films.search import index_people, index_titles, index_with_people

from .comparing import chosen_values
from .relations import MODELS, Relation, relations_to
from .rules import follow, join, move, stay
from .work import Merging


def _connections(merging: Merging, relation: Relation) -> None:
    """What connected the two says nothing any more; other titles' connections come along, each once."""
    both = (merging.kept.pk, merging.lost.pk)
    between = models.Connection.objects.filter(title__in=both, other_title__in=both)
    merging.ledger.drop(list(between))
    _JOIN_CONNECTIONS[relation.field](merging, relation)


def _credit(credit: models.Credit) -> tuple[Any, ...]:
    """Whom it names: a person, or else a text."""
    named = credit.person_id or credit.credited_as
    return (named, credit.category, credit.job, credit.characters)


def _synopsis(merging: Merging, relation: Relation) -> None:
    """A title has one: the one that was chosen stays."""
    ours = list(relation.of(merging.kept.pk))
    if ours and merging.choices.get("synopsis") == "lost" and relation.of(merging.lost.pk).exists():
        merging.ledger.drop(ours)
    _JOIN_SYNOPSES(merging, relation)


_JOIN_CONNECTIONS = {"title": join("kind", "other_title_id"), "other_title": join("kind", "title_id")}
_JOIN_SYNOPSES = join("title_id", key=lambda synopsis: "a title has one")

_SAID = join()
COUNTED: frozenset[str] = frozenset()
RULES = {
    "films.AlternateVersion.title": _SAID,
    "films.Aka.title": _SAID,
    "films.BoxOfficeFigure.title": _SAID,
    "films.Certificate.title": _SAID,
    "films.CompanyCredit.company": join("title_id", "role", "country", "note"),
    "films.CompanyCredit.title": join("company_id", "role", "country", "note"),
    "films.Connection.other_title": _connections,
    "films.Connection.title": _connections,
    "films.CountryOfOrigin.title": _SAID,
    "films.CrazyCredit.title": _SAID,
    "films.Credit.person": join("title_id", "category", "job", "characters"),
    "films.Credit.title": join(key=_credit),
    "films.ExternalId.company": move,
    "films.ExternalId.person": move,
    "films.ExternalId.title": move,
    "films.ExternalLink.title": join("url"),
    "films.FaqEntry.title": join("question"),
    "films.FilmingLocation.title": _SAID,
    "films.Goof.title": _SAID,
    "films.Image.person": move,
    "films.Image.title": move,
    "films.Nomination.title": join(parts=(Relation(models.NominationRecipient, "nomination"),)),
    "films.NominationRecipient.nomination": follow,
    "films.NominationRecipient.person": join("nomination_id"),
    "films.Person.photo": stay,
    "films.PersonEntry.person": stay,
    "films.PersonName.person": join("name"),
    "films.PlotSummary.title": _SAID,
    "films.Quote.title": join(parts=(Relation(models.QuoteLine, "quote"),)),
    "films.QuoteLine.quote": follow,
    "films.ReleaseDate.title": _SAID,
    "films.Runtime.title": _SAID,
    "films.Soundtrack.title": join(parts=(Relation(models.SoundtrackLine, "soundtrack"),)),
    "films.SoundtrackLine.person": move,
    "films.SoundtrackLine.soundtrack": follow,
    "films.SpokenLanguage.title": _SAID,
    "films.Suggestion.company": move,
    "films.Suggestion.person": move,
    "films.Suggestion.title": move,
    "films.Synopsis.title": _synopsis,
    "films.Tagline.title": _SAID,
    "films.TechnicalSpec.title": _SAID,
    "films.Title.poster": stay,
    "films.Title.series": move,
    "films.TitleEntry.title": stay,
    "films.TitleGenre.title": _SAID,
    "films.TitleKeyword.title": _SAID,
    "films.Trivia.title": _SAID,
    "films.Video.poster_frame": stay,
    "films.Video.title": _SAID,
}


def lock(kind: str, ids: list[int]) -> None:
    """Both records, in the order of their ids; last of all locks, as docs/reviews.md has it."""
    rows = MODELS[kind]._base_manager.select_for_update().filter(pk__in=ids).order_by("pk")
    list(rows.values_list("pk", flat=True))


def finish(merging: Merging) -> None:
    """The names of the record that goes stay findable; its old address leads to the one that stays."""
    _keep_names(merging)
    _close_candidates(merging)
    earlier = models.MergedRecord.objects.filter(kind=merging.kind, new_id=merging.lost.pk)
    merging.ledger.move(earlier, "new_id", merging.kept.pk)
    merging.ledger.make(
        [models.MergedRecord(kind=merging.kind, old_id=merging.lost.pk, new_id=merging.kept.pk)]
    )


def after(kind: str, kept_id: int, lost_id: int) -> None:
    """Brings the search index up to date, after merging and after undoing."""
    if kind == models.RecordKind.TITLE:
        index_with_people([kept_id, lost_id])
    elif kind == models.RecordKind.PERSON:
        index_people([kept_id, lost_id])
        credited = models.Credit.objects.filter(person__in=[kept_id, lost_id])
        index_titles(credited.values_list("title", flat=True).distinct())


undone = after


def remains(kind: str, record_id: int) -> list[str]:
    """The relations by which something still points to a record."""
    return [
        str(relation)
        for relation in relations_to(MODELS[kind])
        if relation.model not in (models.TitleEntry, models.PersonEntry) and relation.of(record_id).exists()
    ]


def _keep_names(merging: Merging) -> None:
    """As other names of the record that stays: all that either was called by and it no longer is."""
    kept = merging.kept
    if merging.kind == models.RecordKind.TITLE:
        there = models.Aka.objects.filter(title=kept)
        names = _other_names(
            merging, ("primary_title", "original_title"), there.values_list("text", flat=True)
        )
        last = there.count()
        merging.ledger.make(
            [models.Aka(title=kept, text=name, position=last + at) for at, name in enumerate(names)]
        )
    elif merging.kind == models.RecordKind.PERSON:
        known = models.PersonName.objects.filter(person=kept).values_list("name", flat=True)
        names = _other_names(merging, ("primary_name", "native_name"), known)
        merging.ledger.make([models.PersonName(person=kept, name=name) for name in names])


def _other_names(merging: Merging, fields: tuple[str, ...], known: Iterable[str]) -> list[str]:
    """What both records have in these fields, but for what stands in them afterwards, and what is known already."""
    kept, lost = merging.kept, merging.lost
    taken = chosen_values(kept, lost, merging.choices)
    borne = {"", *known, *(taken.get(name, getattr(kept, name)) for name in fields)}
    names = [getattr(record, name) for record in (kept, lost) for name in fields]
    return [name for name in dict.fromkeys(names) if name not in borne]


def _close_candidates(merging: Merging) -> None:
    """The pair is settled; what else the record that goes was taken for is looked for anew."""
    pair = sorted((merging.kept.pk, merging.lost.pk))
    proposed = models.DuplicateCandidate.objects.of(merging.kind, [merging.lost.pk])
    settled = proposed.filter(first_id=pair[0], second_id=pair[1])
    merged = models.CandidateStatus.MERGED
    changes = [(each.pk, {"status": each.status}, {"status": merged}) for each in settled]
    merging.ledger.note(models.DuplicateCandidate, changes)
    settled.update(status=merged)
    merging.ledger.drop(list(proposed.open()))
