"""The curators' desk. Importing a module registers what it is for."""

from films.admin import facts, people, title, vocabularies

__all__ = ["facts", "people", "title", "vocabularies"]
