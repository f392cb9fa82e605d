"""An import in numbers: how many rows say what, and what becomes of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from reviews.models import DataImport, ImportKind, ImportStatus, RowOutcome, RowState

PREVIEWED, WRITTEN = (ImportStatus.READY,), (
    ImportStatus.WRITING, ImportStatus.DONE, ImportStatus.TAKING_BACK, ImportStatus.TAKEN_BACK,
)  # fmt: skip


@dataclass
class Tally:
    """Of one kind, or one file: how many rows are in each state, and had each outcome."""

    name: str
    kind: str = ""
    states: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.states.total()

    @property
    def found(self) -> list[tuple[str, str, int]]:
        """(state, its words, how many), those there are."""
        return [
            (state.value, str(state.label), self.states[state]) for state in RowState if self.states[state]
        ]

    @property
    def became(self) -> list[tuple[str, str, int]]:
        """(outcome, its words, how many), those there are."""
        return [
            (each.value, str(each.label), self.outcomes[each]) for each in RowOutcome if self.outcomes[each]
        ]


@dataclass(frozen=True)
class Summary:
    kinds: list[Tally]
    parts: list[Tally]
    states: Counter[str]

    @property
    def to_write(self) -> int:
        return self.states[RowState.MATCHED]

    @property
    def ambiguous(self) -> int:
        return self.states[RowState.AMBIGUOUS]

    @property
    def failed(self) -> int:
        """Rows that did not find their way in, as far as a preview can tell."""
        return sum(
            self.states[state] for state in (RowState.AMBIGUOUS, RowState.UNKNOWN, RowState.UNREADABLE)
        )

    @property
    def has_reviews(self) -> bool:
        return any(tally.kind == ImportKind.REVIEW for tally in self.kinds)


def summary_of(data_import: DataImport) -> Summary:
    """One query."""
    counted = data_import.rows.counted()
    names = dict(ImportKind.choices)
    kinds = {kind: Tally(str(names.get(kind, "")), kind) for kind in [*ImportKind.values, ""]}
    parts: dict[str, Tally] = {}
    for part, kind, state, outcome, count in counted:
        tallies: Iterable[Tally] = (kinds[kind], parts.setdefault(part, Tally(part)))
        for tally in tallies:
            tally.states[state] += count
            tally.outcomes[outcome] += count
    there = [tally for tally in kinds.values() if tally.total]
    return Summary(there, list(parts.values()), sum((tally.states for tally in there), Counter()))
