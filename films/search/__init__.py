"""Finds titles and people by what a visitor typed. How it works and why: docs/search.md."""

from .external_ids import external_id
from .index import index_people, index_titles, index_with_people, rebuild, rerank_titles
from .naming import Namesake, titles_named
from .results import Hit, Results, at_most, find, matching_person_ids, matching_title_ids, suggest

__all__ = [
    "Hit",
    "Namesake",
    "Results",
    "at_most",
    "external_id",
    "find",
    "index_people",
    "index_titles",
    "index_with_people",
    "matching_person_ids",
    "matching_title_ids",
    "rebuild",
    "rerank_titles",
    "suggest",
    "titles_named",
]
