"""What stands around the results of the advanced search: facets to add, chips to take away, orders to choose."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from films.title_search import certificate_label
from films.title_search_form import SortOrder, TitleSearchForm

FACETS = ("type", "genre", "country", "language", "certificate")


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A fieldset of the form; `rest` are the values without a match, offered in a list of their own."""

    name: str
    label: str
    options: list[Option]
    rest: list[tuple[str, str]]
    errors: list[str]


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    is_current: bool = False


def facets(form: TitleSearchForm, counts: dict[str, list[tuple[str, int]]]) -> list[Facet]:
    return [_facet(form, name, dict(counts[name])) for name in FACETS]


def _facet(form: TitleSearchForm, name: str, counts: dict[str, int]) -> Facet:
    chosen = form.cleaned_data.get(name) or []
    values = [*chosen, *(value for value in counts if value not in chosen)]
    options = [
        Option(value, _label(form, name, value), counts.get(value), value in chosen) for value in values
    ]
    known = form.labels.get(name, {}) if name in ("country", "language") else {}
    rest = [(value, label) for value, label in known.items() if value not in values]
    if not rest and name in form.labels:
        options += [
            Option(value, label, None, is_chosen=False)
            for value, label in form.labels[name].items()
            if value not in values
        ]
    return Facet(
        name, str(form.fields[name].label), options, rest, [str(error) for error in form.errors.get(name, [])]
    )


def chips(form: TitleSearchForm) -> list[Link]:
    """One for each criterion that applies; its address is this page without it."""
    found: list[Link] = []
    for name in form.fields:
        value = form.cleaned_data.get(name)
        if name == "sort" or value in (None, "", []):
            continue
        values = value if isinstance(value, list) else [value]
        found += [Link(_label(form, name, each), _without(form, name, str(each))) for each in values]
    return found


def _label(form: TitleSearchForm, name: str, value: object) -> str:
    if name == "certificate":
        return certificate_label(str(value))
    if name in form.labels:
        return form.labels[name].get(str(value), str(value))
    bare, _underscore, end = name.rpartition("_")
    if end in ("from", "to"):
        names = {"year": _("year"), "runtime": _("minutes"), "score": _("score"), "votes": _("ratings")}
        return f"{names[bare]} {'≥' if end == 'from' else '≤'} {value}"
    return f"{form.fields[name].label}: {value}"


def sorts(form: TitleSearchForm, current: str) -> list[Link]:
    return [
        Link(str(label), _address(_kept(form, "sort", "page"), sort=str(value)), is_current=value == current)
        for value, label in SortOrder.choices
    ]


def page_query(form: TitleSearchForm) -> str:
    """All parameters but the page, each ending in "&", for the pager."""
    query = _kept(form, "page").urlencode()
    return f"{query}&" if query else ""


def criteria_of(form: TitleSearchForm) -> str:
    """What a valid search asks for, as the query of an address, always in the same order; empty if for nothing."""
    return _kept(form, "page", "sort").urlencode() and _kept(form, "page").urlencode()


def _without(form: TitleSearchForm, name: str, value: str) -> str:
    kept = _kept(form, "page")
    if name in FACETS:
        kept.setlist(name, [each for each in kept.getlist(name) if each != value])
    else:
        kept.pop(name, None)
    return _address(kept)


def _kept(form: TitleSearchForm, *dropped: str) -> QueryDict:
    """What the form understood and says something, in the form's own order."""
    kept = QueryDict(mutable=True)
    for name in form.fields:
        values = [value for value in form.data.getlist(name) if value]  # type: ignore[attr-defined]
        if name not in dropped and name in form.cleaned_data and values:
            kept.setlist(name, values)
    return kept


def _address(kept: QueryDict, **more: str) -> str:
    for name, value in more.items():
        kept[name] = value
    return f"?{kept.urlencode()}"
