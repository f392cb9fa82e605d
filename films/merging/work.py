"""One merge while it is under way: what every rule is told, and what it tells."""

from dataclasses import dataclass, field, replace
from typing import Any

from films.models import Merge

from .ledger import Ledger
from .relations import Relation


@dataclass
class Merging:
    kind: str
    kept: Any
    lost: Any
    merge: Merge
    ledger: Ledger
    choices: dict[str, str]
    lines: list[dict[str, Any]] = field(default_factory=list)
    twins: dict[int, int] = field(default_factory=dict)
    """For rules of rows below others: {row that is dropped: the same row that stays}."""

    def below(self, twins: dict[int, int]) -> "Merging":
        return replace(self, twins=twins)

    def tell(self, relation: Relation, *, moved: int = 0, same: int = 0, differing: Any = ()) -> None:
        """One line of the report: how many rows of the other record went along, how many were there already."""
        if moved or same:
            line = {"model": relation.model._meta.label, "field": relation.field}
            self.lines.append(line | {"moved": moved, "same": same, "differing": list(differing)[:20]})
