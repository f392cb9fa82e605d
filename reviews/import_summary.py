"""An import in numbers: how many rows say what, and what becomes of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from reviews.models import DataImport, ImportKind, RowOutcome, RowState

LABELS = dict(RowState.choices) | dict(RowOutcome.choices)


@dataclass
class Tally:
    """Of one kind, or one file: how many rows were found how, and, once written, what became of them."""

    name: str
    kind: str = ""
    states: Counter[str] = field(default_factory=Counter)
    fates: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.states.total()

    @property
    def found(self) -> list[tuple[str, str, int]]:
        """(state, its words, how many), those there are."""
        return [(each, str(LABELS[each]), self.states[each]) for each in LABELS if self.states[each]]

    @property
    def became(self) -> list[tuple[str, str, int]]:
        """(outcome, or state where nothing came of it, its words, how many)."""
        order = [*RowOutcome.values, *RowState.values]
        return [(each, str(LABELS[each]), self.fates[each]) for each in order if self.fates[each]]


@dataclass(frozen=True)
class Summary:
    kinds: list[Tally]
    parts: list[Tally]
    states: Counter[str]

    @property
    def to_write(self) -> int:
        """Without the profile, which takes a word of its own."""
        return self.states[RowState.MATCHED] - self.has_profile

    @property
    def has_profile(self) -> bool:
        """Whether there is a profile to be taken over."""
        return any(
            tally.kind == ImportKind.PROFILE and tally.states[RowState.MATCHED] for tally in self.kinds
        )

    @property
    def ambiguous(self) -> int:
        return self.states[RowState.AMBIGUOUS]

    @property
    def failed(self) -> int:
        """Rows that did not find their way in, as far as a preview can tell."""
        return sum(
            self.states[state] for state in (RowState.AMBIGUOUS, RowState.UNKNOWN, RowState.UNREADABLE)
        )

    def became(self, kind: str = "") -> list[tuple[str, str, int]]:
        """What there is among all rows, or those of a kind, as Tally.became has it."""
        tally = Tally("")
        for each in self.kinds:
            if kind in ("", each.kind):
                tally.fates += each.fates
        return tally.became

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
            tally.fates[outcome or state] += count
    there = [tally for tally in kinds.values() if tally.total]
    return Summary(there, list(parts.values()), sum((tally.states for tally in there), Counter()))
