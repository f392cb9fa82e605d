"""Nobody sanctions somebody with more rights, nor themselves: by verb, in the queue, in bulk and among rings."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.models import User
from reviews.models import ActionKind, Appeal, Ground, HelpfulVote, ModerationAction, Rating
from reviews.moderation import Decision, decide_appeal, decide_report, decide_review
from reviews.permissions import can_decide_appeal, can_sanction
from reviews.rank import Rank, rank_of
from reviews.ratings import rate
from reviews.reporting import report
from reviews.setting_aside import set_ratings_aside, set_votes_aside
from reviews.votes import cast_helpful_vote
from tests.factories import (
    make_action,
    make_appeal,
    make_curator,
    make_member,
    make_moderator,
    make_review,
    make_staff,
    make_title,
)

pytestmark = pytest.mark.django_db

QUEUE = "/admin/reviews/report/"
NEXT_WEEK = timezone.localdate() + timedelta(days=7)
RANKED = ("member", "curator", "moderator", "administrator", "superuser")


def make_ranked() -> dict[str, User]:
    return {
        "member": make_member(),
        "curator": make_staff("curator"),
        "moderator": make_staff("moderator"),
        "administrator": make_staff("administrator"),
        "superuser": make_member(is_staff=True, is_superuser=True),
    }


def about(kind: ActionKind) -> Decision:
    return Decision(kind, Ground.ABUSE, "Because.", NEXT_WEEK if kind == ActionKind.SUSPEND else None)


def test_members_staff_administrators_superusers() -> None:
    ranked = make_ranked()
    assert [rank_of(ranked[name]) for name in RANKED] == [
        Rank.MEMBER,
        Rank.STAFF,
        Rank.STAFF,
        Rank.ADMINISTRATOR,
        Rank.SUPERUSER,
    ]
    assert rank_of(make_member(is_superuser=True)) == Rank.SUPERUSER, "even one who does not enter the admin"


SANCTIONS = {
    "member": "",
    "curator": "",
    "moderator": "member curator",
    "administrator": "member curator moderator",
    "superuser": "member curator moderator administrator",
}
"""Whom each may warn or suspend; beside others of their own rank."""


@pytest.mark.parametrize("name", RANKED)
def test_who_may_be_sanctioned_by_whom(name: str) -> None:
    ranked = make_ranked()
    may = [other for other in RANKED if can_sanction(ranked[name], ranked[other])]
    assert may == SANCTIONS[name].split()


def test_one_of_the_same_rank_may() -> None:
    assert can_sanction(make_staff("moderator"), make_staff("moderator"))
    assert not can_sanction(make_moderator(suspended_until=NEXT_WEEK), make_member())


@pytest.mark.parametrize("kind", [ActionKind.WARN, ActionKind.SUSPEND, ActionKind.LIFT_SUSPENSION])
def test_a_moderator_sanctions_no_superuser(kind: ActionKind) -> None:
    moderator, review = make_moderator(), make_review(author=make_member(is_superuser=True, is_staff=True))
    reported = report(make_member(), review, Ground.ABUSE)
    with pytest.raises(PermissionDenied):
        decide_review(moderator, review, about(kind))
    with pytest.raises(PermissionDenied):
        decide_report(moderator, reported, about(kind))
    assert not ModerationAction.objects.exists()
    assert User.objects.get(pk=review.author_id).suspended_until is None


def test_what_a_superuser_wrote_is_judged_like_everybodys() -> None:
    review = make_review(author=make_member(is_superuser=True, is_staff=True))
    decide_review(make_moderator(), review, about(ActionKind.MARK_SPOILER))
    review.refresh_from_db()
    assert review.is_marked_spoiler is True


def test_the_queue_says_so_and_offers_what_may_be_decided(client: Client) -> None:
    review = make_review(author=make_staff("administrator"))
    address = f"{QUEUE}{report(make_member(), review, Ground.ABUSE).pk}/change/"
    client.force_login(make_moderator())
    page = client.get(address).content.decode()
    assert "The author has more rights than you." in page
    assert ('value="hide"' in page, 'value="suspend"' in page, 'value="warn"' in page) == (True, False, False)
    sent = {"kind": "suspend", "ground": "abuse", "reason": "Because.", "until_date": str(NEXT_WEEK)}
    refused = client.post(address, sent)
    assert (refused.status_code, "You cannot take this decision here." in refused.content.decode()) == (
        422,
        True,
    )
    client.force_login(make_member(is_staff=True, is_superuser=True))
    assert 'value="suspend"' in client.get(address).content.decode()
    assert client.post(address, sent).status_code == 302
    assert User.objects.get(pk=review.author_id).is_suspended


def test_nobody_decides_about_their_own_even_by_hand(client: Client) -> None:
    superuser = make_member(is_staff=True, is_superuser=True)
    address = f"{QUEUE}{report(make_member(), make_review(author=superuser), Ground.ABUSE).pk}/change/"
    client.force_login(superuser)
    assert "You wrote this; somebody else has to decide." in client.get(address).content.decode()
    assert client.post(address, {"kind": "dismiss", "ground": "abuse", "reason": "Mine."}).status_code == 403


@pytest.mark.parametrize("name", ["report", "review"])
def test_bulk_decisions_leave_them_and_say_so(client: Client, name: str) -> None:
    reviews = [make_review(), make_review(author=make_member(is_superuser=True))]
    rows = reviews if name == "review" else [report(make_member(), each, Ground.ABUSE) for each in reviews]
    client.force_login(make_staff("moderator"))
    sent = {"action": "decide_together", "_selected_action": [row.pk for row in rows], "decide": "Decide"}
    sent |= {"kind": "suspend", "ground": "abuse", "reason": "Because.", "until_date": str(NEXT_WEEK)}
    page = client.post(f"/admin/reviews/{name}/", sent, follow=True).content.decode()
    assert "Decided about 1." in page
    assert "its author has more rights than you" in page
    assert [User.objects.get(pk=each.author_id).is_suspended for each in reviews] == [True, False]


def test_an_appeal_about_a_person_is_not_decided_from_below() -> None:
    administrator, superuser = make_staff("administrator"), make_member(is_staff=True, is_superuser=True)
    first = make_action(
        kind=ActionKind.SUSPEND, until_date=NEXT_WEEK, member=administrator, moderator=superuser
    )
    made = make_appeal(first)
    moderator, another = make_moderator(), make_member(is_staff=True, is_superuser=True)
    assert [can_decide_appeal(each, made) for each in (moderator, superuser, another)] == [False, False, True]
    with pytest.raises(PermissionDenied):
        decide_appeal(moderator, made, is_upheld=True, answer="Sorry.")
    assert Appeal.objects.get().status == "open"


def make_votes(voter: User, author: User) -> None:
    for _ in range(5):
        cast_helpful_vote(voter, make_review(author=author), is_helpful=True)


def test_votes_of_somebody_with_more_rights_are_not_set_aside(client: Client) -> None:
    voter, author, moderator = make_member(is_superuser=True), make_member(), make_moderator()
    make_votes(voter, author)
    with pytest.raises(PermissionDenied):
        set_votes_aside(moderator, [voter.pk], [author.pk], "A ring.")
    client.force_login(moderator)
    address, key = "/admin/reviews/helpfulvote/rings/", f"{voter.pk}:{author.pk}"
    page = client.get(address).content.decode()
    assert ("not yours to decide" in page, f'value="{key}"' in page) == (True, False)
    refused = client.post(address, {"rings": [key], "reason": "A ring."})
    assert (refused.status_code, "not yours to decide" in refused.content.decode()) == (422, True)
    assert HelpfulVote.objects.count() == 5


def test_newcomers_with_more_rights_keep_their_ratings() -> None:
    title, boss = make_title(), make_member(is_superuser=True)
    for member in (boss, make_curator(), make_member()):
        rate(member, title, 1)
    set_ratings_aside(make_moderator(), title, timezone.now() - timedelta(hours=1), "A crowd.")
    assert [rating.member for rating in Rating.objects.filter(title=title)] == [boss]
