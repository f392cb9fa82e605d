"""The curators' desk. Importing a module registers what it is for."""

from films.admin import facts, merging, people, revisions, title, vocabularies

__all__ = ["facts", "merging", "people", "revisions", "title", "vocabularies"]
