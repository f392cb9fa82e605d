"""The curators' desk. Importing a module registers what it is for."""

from films.admin import duplicates, facts, merging, people, revisions, title, vocabularies

__all__ = ["duplicates", "facts", "merging", "people", "revisions", "title", "vocabularies"]
