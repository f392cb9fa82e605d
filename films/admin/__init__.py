"""The curators' desk. Importing a module registers what it is for."""

from films.admin import duplicates, facts, large_changes, merging, people, revisions, title, vocabularies

__all__ = ["duplicates", "facts", "large_changes", "merging", "people", "revisions", "title", "vocabularies"]
