"""Rows that voted on trivia or a goof. `content`: of, which of both; text, the remark's; yes; changed_at, a moment."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.models import User
from films.models import Goof, Trivia
from reviews.importers.kinds import Run, Seen, mark_present, moment, settle, titles_of
from reviews.models import ImportRow, InterestVote, RowOutcome, RowState
from reviews.votes import cast_interest_vote, withdraw_interest_vote

Key = tuple[int | None, str, str]
MODELS: dict[str, type[Trivia] | type[Goof]] = {"trivia": Trivia, "goof": Goof}


def look(member: User, rows: Sequence[ImportRow], seen: Seen) -> None:
    remarks = _remarks(rows)
    own = _own(member, rows)
    for row in rows:
        key = _key(row)
        vote = own.get(key)
        if key not in remarks:
            row.state, row.reason = RowState.UNKNOWN, _("There is no such remark here.")
        elif ("interest", *key) in seen:
            mark_present(row, reason=_("An earlier row votes on the same remark."))
        elif vote is not None:
            mark_present(row, is_different=vote.is_interesting != row.content["yes"])
        seen.add(("interest", *key))


def write(run: Run, rows: Sequence[ImportRow]) -> None:
    remarks, own = _remarks(rows), _own(run.member, rows)
    for row in rows:
        remark = remarks.get(_key(row))
        if remark is None or not run.wants(row):
            settle(row, RowOutcome.LEFT)
            continue
        before = own.get(_key(row))
        vote = cast_interest_vote(run.member, remark, is_interesting=row.content["yes"])
        if before is None and (changed_at := moment(row, "changed_at")):
            vote.updated_at = changed_at
            vote.save(update_fields=["updated_at"])
        settle(row, RowOutcome.WRITTEN, {"before": before and before.is_interesting})


def take_back(member: User, rows: Sequence[ImportRow]) -> None:
    remarks, own = _remarks(rows), _own(member, rows)
    for row in rows:
        vote, remark = own.get(_key(row)), remarks.get(_key(row))
        if vote is None or remark is None:
            settle(row, RowOutcome.TAKEN_BACK)
        elif vote.is_interesting == row.content["yes"]:
            before = row.written["before"]
            if before is None:
                withdraw_interest_vote(member, remark)
            else:
                cast_interest_vote(member, remark, is_interesting=before)
            settle(row, RowOutcome.TAKEN_BACK)


def _key(row: ImportRow) -> Key:
    return row.title_id, row.content["of"], row.content["text"]


def _remarks(rows: Sequence[ImportRow]) -> dict[Key, Trivia | Goof]:
    """The remarks about these titles, by title, kind and text; of two alike, the first."""
    titles = titles_of(rows)
    return {
        (remark.title_id, of, remark.text): remark
        for of, model in MODELS.items()
        for remark in model.objects.filter(title__in=titles).order_by("-pk")
    }


def _own(member: User, rows: Sequence[ImportRow]) -> dict[Key, InterestVote]:
    titles = titles_of(rows)
    found: dict[Key, InterestVote] = {}
    for of in MODELS:
        votes = InterestVote.objects.filter(member=member, **{f"{of}__title__in": titles}).select_related(of)
        found |= {(getattr(vote, of).title_id, of, getattr(vote, of).text): vote for vote in votes}
    return found
