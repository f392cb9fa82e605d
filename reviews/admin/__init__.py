"""The community's part of the desk. Importing a module registers what it is for."""

from reviews.admin import appeals, community, imports, reports, rings, suggestions, voting

__all__ = ["appeals", "community", "imports", "reports", "rings", "suggestions", "voting"]
