"""Catalogue records as schema.org things: plain dicts, what is not known left out.

Vocabulary: https://schema.org/. Dates are as exact as they are known: "2014", "2014-03" or "2014-03-19".
"""

from collections.abc import Iterable, Mapping
from typing import Any

from .addresses import full_url
from .models import Company, Credit, ExternalId, Person, Title, TitleType
from .title_page import TitlePage

Thing = dict[str, Any]
SCHEMA_TYPES = {
    TitleType.TV_SERIES: "TVSeries",
    TitleType.TV_MINI_SERIES: "TVSeries",
    TitleType.TV_EPISODE: "TVEpisode",
}
"""What is not here is a Movie."""


def schema_type(title: Title) -> str:
    return SCHEMA_TYPES.get(TitleType(title.title_type), "Movie")


def title_thing(page: TitlePage, image: str) -> Thing:
    """A title with what its page shows of it; `image` is the full address of its picture."""
    title, rows = page.title, page.rows
    kind = schema_type(title)
    return known(
        {
            "@type": kind,
            "url": full_url(title.get_absolute_url()),
            "name": title.primary_title,
            "alternateName": title.other_original_title,
            "image": image,
            "description": title.plot_outline,
            "datePublished": _published(page),
            "genre": [each.genre.name for each in rows["genres"]],
            "keywords": [each.keyword.name for each in rows["keywords"]],
            "contentRating": str(page.certificate) if page.certificate else "",
            "countryOfOrigin": [{"@type": "Country", "name": each.name} for each in rows["countries"]],
            "inLanguage": [each.language for each in rows["languages"]],
            "director": credited(page.directors),
            "author": credited(page.writers),
            "actor": credited(rows["cast"]),
            "productionCompany": [company_thing(each.company) for each in rows["companies"]],
            "award": page.awards_line,
            "sameAs": [each.url for each in rows["external_ids"] if each.url],
            **(_series_parts(title) if kind == "TVSeries" else {"duration": _duration(page)}),
            **(_episode_parts(title) if kind == "TVEpisode" else {}),
        }
    )


def person_thing(person: Person, external_ids: Iterable[ExternalId] = ()) -> Thing:
    """A person as a page of theirs describes them."""
    return known(
        {
            "@type": "Person",
            "url": full_url(person.get_absolute_url()),
            "name": person.primary_name,
            "alternateName": person.native_name,
            "description": person.bio.partition("\n")[0],
            "birthDate": person.birth_date and person.birth_date.isoformat(),
            "deathDate": person.death_date and person.death_date.isoformat(),
            "birthPlace": _place(person.birth_place),
            "deathPlace": _place(person.death_place),
            "image": full_url(person.photo.file.url) if person.photo else "",
            "sameAs": [each.url for each in external_ids if each.url],
        }
    )


def company_thing(company: Company, external_ids: Iterable[ExternalId] = ()) -> Thing:
    return known(
        {
            "@type": "Organization",
            "name": company.name,
            "url": full_url(company.get_absolute_url()),
            "sameAs": [each.url for each in external_ids if each.url],
        }
    )


def credited(entries: Iterable[Credit]) -> list[Thing]:
    """Who is credited, each person once, in billing order."""
    things = (
        {
            "@type": "Person",
            "name": credit.name,
            "url": full_url(credit.person.get_absolute_url()) if credit.person else "",
        }
        for credit in entries
    )
    return list({(thing["name"], thing["url"]): known(thing) for thing in things}.values())


def breadcrumbs(crumbs: Iterable[Mapping[str, str]], current: str) -> Thing:
    """The way here: crumbs as `components/_breadcrumbs.html` takes them, and the page itself."""
    steps: list[Thing] = [{"name": str(each["label"]), "item": full_url(each["url"])} for each in crumbs]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, **step}
            for position, step in enumerate([*steps, {"name": str(current)}], start=1)
        ],
    }


def website_thing(name: str, search_path: str) -> Thing:
    """The site itself, and how to search it."""
    return {
        "@type": "WebSite",
        "name": name,
        "url": full_url("/"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": full_url(search_path) + "?q={search_term_string}",
            },
            # Not the "query-input" of old search engines: that is no word of the vocabulary.
            "query": "{search_term_string}",
        },
    }


def known(thing: Thing) -> Thing:
    """The thing without what is empty."""
    return {name: value for name, value in thing.items() if value not in (None, "", [], {})}


def _published(page: TitlePage) -> str:
    if page.release_date and page.release_date.date:
        return page.release_date.date.isoformat()
    return str(page.title.year) if page.title.year else ""


def _duration(page: TitlePage) -> str:
    runtimes = page.rows["runtimes"]
    return runtimes[0].iso_duration if runtimes else ""


def _series_parts(title: Title) -> Thing:
    return {
        "startDate": str(title.year) if title.year else "",
        "endDate": str(title.end_year) if title.end_year else "",
    }


def _episode_parts(title: Title) -> Thing:
    return {
        "episodeNumber": title.episode_number,
        "partOfSeason": title.season_number and {"@type": "TVSeason", "seasonNumber": title.season_number},
        "partOfSeries": title.series
        and title.series.is_published
        and {
            "@type": "TVSeries",
            "name": title.series.primary_title,
            "url": full_url(title.series.get_absolute_url()),
        },
    }


def _place(name: str) -> Thing:
    return {"@type": "Place", "name": name} if name else {}
