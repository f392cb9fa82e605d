"""What becomes of members' ratings, reviews, votes and lists when two titles are merged.

films.merging asks for it by name (settings.MERGE_PARTS), since the catalogue knows nothing of members.
"""

from .table import COUNTED, RULES, after, finish, lock, undone

__all__ = ["COUNTED", "RULES", "after", "finish", "lock", "undone"]
