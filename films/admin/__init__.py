"""The curators' desk. Importing a module registers what it is for."""

from films.admin import facts, people, revisions, title, vocabularies

__all__ = ["facts", "people", "revisions", "title", "vocabularies"]
