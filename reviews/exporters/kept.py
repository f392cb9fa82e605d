"""What a member keeps: a watchlist, a diary of viewings, lists."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from films.models import ExternalId
from reviews.exporters.section import Section, fields, title_at
from reviews.exporters.values import person_named, with_titles
from reviews.models import (
    DataImport,
    Follow,
    ImportRow,
    ListEntry,
    Newsletter,
    SavedSearch,
    TitleList,
    Viewing,
    WatchlistEntry,
)

TITLE = {"title": title_at("title")}

KEPT = (
    Section(
        "watchlist",
        _("Titles you mean to watch."),
        lambda member: with_titles(WatchlistEntry.objects.of_member(member)).order_by("created_at", "pk"),
        TITLE | fields("created_at"),
        ("reviews.WatchlistEntry.member",),
    ),
    Section(
        "viewings",
        _("Your diary: dates as exactly as you know them, 2014, 2014-03 or 2014-03-19."),
        lambda member: with_titles(Viewing.objects.of_member(member)).order_by("created_at", "pk"),
        TITLE | fields("date is_rewatch note created_at"),
        ("reviews.Viewing.member",),
    ),
    Section(
        "lists",
        _("Your lists, without their titles."),
        lambda member: TitleList.objects.of_member(member).order_by("created_at", "pk"),
        fields("key name description visibility created_at updated_at"),
        ("reviews.TitleList.member",),
    ),
    Section(
        "list_entries",
        _("The titles on your lists, by the key of the list, in order."),
        lambda member: with_titles(
            ListEntry.objects.filter(title_list__member=member).select_related("title_list")
        ).order_by("title_list__created_at", "title_list", "position", "pk"),
        {"list": lambda entry: entry.title_list.key} | TITLE | fields("position note created_at"),
    ),
    Section(
        "follows",
        _("Titles and people you follow."),
        lambda member: (
            with_titles(Follow.objects.of_member(member))
            .select_related("title", "person")
            .prefetch_related(Prefetch("person__externalid_set", ExternalId.objects.in_order()))
            .order_by("created_at", "pk")
        ),
        TITLE | {"person": lambda each: person_named(each.person)} | fields("created_at"),
        ("reviews.Follow.member",),
    ),
    Section(
        "newsletter",
        _("Up to when you were told of what you follow, and for which country."),
        lambda member: Newsletter.objects.filter(member=member),
        fields("country told_until"),
        ("reviews.Newsletter.member",),
    ),
    Section(
        "saved_searches",
        _("Your saved searches; the criteria as in the address of the search."),
        lambda member: SavedSearch.objects.of_member(member).order_by("created_at", "pk"),
        fields("name criteria is_in_digest created_at"),
        ("reviews.SavedSearch.member",),
    ),
    Section(
        "imports",
        _("Files that you brought here."),
        lambda member: DataImport.objects.of_member(member).order_by("created_at", "pk"),
        {"number": lambda each: each.pk}
        | fields(
            "file_name source status refusal row_count written_count created_at confirmed_at finished_at"
        ),
        ("reviews.DataImport.member",),
    ),
    Section(
        "import_rows",
        _("What they said, row by row, and what became of it: kept for as long as it can be taken back."),
        lambda member: with_titles(
            ImportRow.objects.filter(data_import__member=member).select_related("title")
        ).order_by("data_import", "number"),
        {"import": lambda row: row.data_import_id, "file": lambda row: row.part, "row": lambda row: row.line}
        | fields("kind")
        | {"named": lambda row: row.name, "named_year": lambda row: row.year}
        | {"says": lambda row: row.content, "found": lambda row: row.state}
        | fields("outcome reason")
        | TITLE,
    ),
)
