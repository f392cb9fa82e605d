"""Turn one record into the unsaved rows of its title's sections."""

import datetime as dt
from collections.abc import Iterator

from django.db import models

from films.models import (
    Aka,
    AlternateVersion,
    BoxOfficeFigure,
    Certificate,
    CompanyCredit,
    CountryOfOrigin,
    CrazyCredit,
    Credit,
    ExternalId,
    ExternalLink,
    FaqEntry,
    FilmingLocation,
    Goof,
    Nomination,
    NominationRecipient,
    Person,
    PlotSummary,
    Quote,
    QuoteLine,
    ReleaseDate,
    Runtime,
    Soundtrack,
    SoundtrackLine,
    SpecKind,
    SpokenLanguage,
    Synopsis,
    Tagline,
    TechnicalSpec,
    Title,
    TitleGenre,
    TitleKeyword,
    Trivia,
    Video,
)

from .named import NamedRows
from .records import PersonRecord, TitleRecord


def title_row(record: TitleRecord) -> Title:
    return Title(
        title_type=record.title_type,
        primary_title=record.primary_title,
        original_title="" if record.original_title == record.primary_title else record.original_title,
        year=record.year,
        end_year=record.end_year,
        plot_outline=record.plot_outline,
        is_cast_complete=record.is_cast_complete,
        awards_summary=record.awards_summary,
        spotlight_date=record.spotlight_date.earliest if record.spotlight_date else None,
    )


def person_row(record: PersonRecord) -> Person:
    return Person(
        primary_name=record.name,
        native_name=record.native_name,
        birth_date=record.birth_date,
        birth_place=record.birth_place,
        birth_country="",
        death_date=record.death_date,
        death_place=record.death_place,
        bio=record.bio,
    )


def section_rows(record: TitleRecord, title: Title, named: NamedRows) -> Iterator[models.Model]:
    """All rows below a title but its connections, in the record's order."""
    yield from _origin(record, title, named)
    yield from _people_and_companies(record, title, named)
    yield from _releases(record, title)
    yield from _awards(record, title, named)
    yield from _storyline(record, title)
    yield from _did_you_know(record, title)
    yield from _technical(record, title)
    yield from _elsewhere(record, title)


def _origin(record: TitleRecord, title: Title, named: NamedRows) -> Iterator[models.Model]:
    for position, runtime in enumerate(record.runtimes):
        yield Runtime(title=title, position=position, **vars(runtime))
    for position, name in enumerate(record.genres):
        yield TitleGenre(title=title, position=position, genre=named.genre(name))
    for position, country in enumerate(record.countries):
        yield CountryOfOrigin(title=title, position=position, country=country)
    for position, language in enumerate(record.languages):
        yield SpokenLanguage(title=title, position=position, language=language)
    for position, name in enumerate(record.keywords):
        yield TitleKeyword(title=title, position=position, keyword=named.keyword(name))
    for position, aka in enumerate(record.akas):
        yield Aka(title=title, position=position, **vars(aka))


def _people_and_companies(record: TitleRecord, title: Title, named: NamedRows) -> Iterator[models.Model]:
    for credit in record.credits:
        values = vars(credit) | {
            "person": named.person(credit.person),
            "characters": " / ".join(credit.characters),
        }
        yield Credit(title=title, **values)
    for position, company in enumerate(record.companies):
        # A distributor's country says where it distributed; a production company's, where it is at home.
        yield CompanyCredit(
            title=title,
            position=position,
            company=named.company(company.name, company.country),
            role=company.role,
            country=company.country,
            note=company.note,
            source_url=company.source_url,
        )


def _releases(record: TitleRecord, title: Title) -> Iterator[models.Model]:
    for release in record.release_dates:
        yield ReleaseDate(
            title=title,
            country=release.country,
            date=release.date,
            kind=release.kind,
            note=release.note or release.place,
            source_url=release.source_url,
        )
    for position, certificate in enumerate(record.certificates):
        yield Certificate(title=title, position=position, **vars(certificate))
    for position, figure in enumerate(record.box_office):
        territory = "XWW" if figure.territory == "worldwide" else figure.territory
        yield BoxOfficeFigure(title=title, position=position, **vars(figure) | {"territory": territory})


def _awards(record: TitleRecord, title: Title, named: NamedRows) -> Iterator[models.Model]:
    for position, nomination in enumerate(record.awards):
        values = vars(nomination) | {"event": named.award_event(nomination.event)}
        recipients = values.pop("recipients")
        row = Nomination(title=title, position=position, **values)
        yield row
        for place, name in enumerate(recipients):
            # Only somebody the catalogue knows anyway becomes a person here; other names stay as announced.
            person = named.known_person(name)
            announced_name = "" if person else name
            yield NominationRecipient(
                nomination=row, person=person, announced_name=announced_name, position=place
            )


def _storyline(record: TitleRecord, title: Title) -> Iterator[models.Model]:
    for position, text in enumerate(record.taglines):
        yield Tagline(title=title, position=position, text=text)
    for position, summary in enumerate(record.plot_summaries):
        yield PlotSummary(
            title=title,
            position=position,
            text=summary.text,
            author_name=summary.author,
            source_url=summary.source_url,
        )
    if record.synopsis:
        yield Synopsis(title=title, text=record.synopsis)


def _did_you_know(record: TitleRecord, title: Title) -> Iterator[models.Model]:
    remarks = (
        (Trivia, record.trivia),
        (Goof, record.goofs),
        (CrazyCredit, record.crazy_credits),
        (AlternateVersion, record.alternate_versions),
        (FaqEntry, record.faq),
    )
    for model, texts in remarks:
        for position, text in enumerate(texts):
            yield model(title=title, position=position, **vars(text))
    for position, quote in enumerate(record.quotes):
        values = dict(vars(quote))
        lines = values.pop("lines")
        row = Quote(title=title, position=position, **values)
        yield row
        for place, line in enumerate(lines):
            yield QuoteLine(quote=row, position=place, **vars(line))
    for position, soundtrack in enumerate(record.soundtracks):
        piece = Soundtrack(
            title=title, position=position, work=soundtrack.work, source_url=soundtrack.source_url
        )
        yield piece
        for place, text in enumerate(soundtrack.credits):
            yield SoundtrackLine(soundtrack=piece, position=place, text=text)


def _technical(record: TitleRecord, title: Title) -> Iterator[models.Model]:
    for position, location in enumerate(record.locations):
        yield FilmingLocation(title=title, position=position, **vars(location))
    specs = [
        *((SpecKind.SOUND_MIX, each.value, each.note) for each in record.sound_mix),
        *((SpecKind.COLOR, each.value, each.note) for each in record.color),
        *((SpecKind.ASPECT_RATIO, each.value, each.note) for each in record.aspect_ratio),
        *((each.kind, each.value, each.note) for each in record.technical),
    ]
    told = set()
    for position, (kind, value, note) in enumerate(specs):
        # The short lists above are the authority; the long one may say the same again without the note.
        if (kind, value) in told and not note:
            continue
        told.add((kind, value))
        yield TechnicalSpec(title=title, position=position, kind=kind, value=value, note=note)


def _elsewhere(record: TitleRecord, title: Title) -> Iterator[models.Model]:
    for position, video in enumerate(record.videos):
        seconds = video.duration_seconds
        yield Video(
            title=title,
            position=position,
            kind=video.kind,
            name=video.name,
            duration=None if seconds is None else dt.timedelta(seconds=seconds),
            url=video.url,
        )
    for position, link in enumerate(record.links):
        yield ExternalLink(title=title, position=position, **vars(link))
    for source, value in record.identifiers.items():
        yield ExternalId(title=title, source=source, value=value)
