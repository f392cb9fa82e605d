"""Two titles that are the same film, with whatever members and curators happen to have said of either."""

import datetime as dt
from collections import Counter
from random import Random
from typing import Any

from django.apps import apps
from django.utils import timezone

from accounts.models import User
from films import models as films
from films.models import Title
from films.search import index_people, index_with_people
from reviews.keeping import note_viewing, put_on_list, put_on_watchlist
from reviews.models import (
    ActionKind,
    CriticReview,
    Follow,
    Ground,
    HelpfulVote,
    ModerationAction,
    Rating,
    RatingAlert,
    Report,
    Review,
    TitleList,
)
from reviews.publishing import (
    ReviewText,
    delete_review,
    edit_review,
    publish_review,
    save_draft,
    set_hidden,
)
from reviews.ratings import rate
from reviews.recount import recount
from reviews.votes import cast_helpful_vote, cast_interest_vote
from tests.factories import BODY, make_company, make_credit, make_member, make_person, make_title

NOW = timezone.now()


class World:
    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.minutes = list(range(2000))
        chance.shuffle(self.minutes)
        self.members = [make_member(username=f"member{n}") for n in range(4)]
        self.people = [make_person(name) for name in ("Rithy Panh", "Marc Marder")]
        self.company = make_company()
        self.pair = [make_title("The Missing Picture"), make_title("L'image manquante", 2014)]
        self.bystander = make_title("S-21", 2003)
        self.lists = [TitleList.objects.create(member=member, name="Clay") for member in self.members[:2]]
        self.genre = films.Genre.named("Documentary")
        self.genre.save()
        self.event = films.AwardEvent.named("Cannes")
        self.event.save()
        for title in [*self.pair, self.bystander]:
            self.describe(title)
        self.connect()
        for title in [*self.pair, self.bystander]:
            for member in self.members:
                self.speak(member, title)
            self.vote(title)
        self.keep()
        index_with_people(title.pk for title in [*self.pair, self.bystander])
        index_people(person.pk for person in self.people)
        recount()

    def maybe(self) -> bool:
        return self.chance.random() < 0.5

    def describe(self, title: Title) -> None:
        """Rows of the catalogue, some of which both titles have."""
        title.plot_outline = self.chance.choice(["", "Clay figures.", "A film of clay."])
        title.save()
        makers = (
            self.credit,
            self.remark,
            self.ask,
            self.tell,
            self.quote,
            self.nominate,
            self.name_elsewhere,
        )
        for make in makers:
            for again in range(2):
                if self.maybe():
                    make(title, again)

    def credit(self, title: Title, again: int) -> None:
        note = self.chance.choice(["", "voice"])
        make_credit(title, self.people[again], category="self", note=note, billing=again)
        make_credit(title, credited_as=f"Randal Douc {again}", category="cast")
        films.PersonName.objects.get_or_create(person=self.people[again], name="R. P.")

    def remark(self, title: Title, again: int) -> None:
        text = ("Shot in clay.", "Made in a shed.")[again]
        films.Trivia.objects.create(title=title, text=text, position=self.chance.randint(0, 2))
        films.Goof.objects.create(title=title, text=text, category="continuity")

    def ask(self, title: Title, again: int) -> None:
        answer = self.chance.choice(["", "A sculptor."])
        films.FaqEntry.objects.create(title=title, question=f"Who made it {again}?", answer=answer)
        films.Runtime.objects.create(title=title, minutes=self.chance.choice([92, 95]) + again)

    def tell(self, title: Title, again: int) -> None:
        films.Synopsis.objects.get_or_create(
            title=title, defaults={"text": f"All of it, {self.chance.randint(1, 2)}."}
        )
        films.TitleGenre.objects.get_or_create(title=title, genre=self.genre)

    def quote(self, title: Title, again: int) -> None:
        quote = films.Quote.objects.create(title=title)
        films.QuoteLine.objects.create(quote=quote, text=self.chance.choice(["One.", "Two."]) + str(again))

    def nominate(self, title: Title, again: int) -> None:
        said = {"event": self.event, "year": 2013 + again, "award": "Prize", "outcome": "won"}
        nomination = films.Nomination.objects.create(title=title, **said)
        films.NominationRecipient.objects.create(
            nomination=nomination, person=self.chance.choice(self.people)
        )

    def name_elsewhere(self, title: Title, again: int) -> None:
        films.CompanyCredit.objects.get_or_create(title=title, company=self.company, role="production")
        films.ExternalId.objects.create(title=title, source="imdb", value=f"tt{title.pk:06}{again}")
        CriticReview.objects.create(
            title=title, publication="A Paper", url=f"https://paper.example/{again}", critic=""
        )

    def connect(self) -> None:
        first, second = self.pair
        for title, other in (
            (first, second),
            (second, first),
            (first, self.bystander),
            (second, self.bystander),
            (self.bystander, first),
            (self.bystander, second),
        ):
            if self.maybe():
                films.Connection.objects.create(title=title, other_title=other, kind="references")

    def speak(self, member: User, title: Title) -> None:
        if self.maybe():
            rate(member, title, self.chance.randint(1, 10))
            self.date(Rating.objects.filter(member=member, title=title))
        if self.chance.random() < 0.6:
            self.write(member, title)

    def write(self, member: User, title: Title) -> None:
        text = ReviewText(f"{title.pk}", f"{BODY} {title.pk}", stars=self.chance.choice([None, 3, 9]))
        state = self.chance.choice(["draft", "hidden", "deleted", "edited", "visible", "visible"])
        if state == "draft":
            save_draft(member, title, text)
        else:
            review = publish_review(member, title, text)
            if state == "edited":
                edit_review(review, ReviewText("Again", f"{BODY} again", stars=text.stars))
            elif state == "hidden":
                set_hidden(review, is_hidden=True)
                self.decide(review)
            elif state == "deleted":
                delete_review(review)
        self.date(Review.objects.filter(author=member, title=title))

    def date(self, rows: Any) -> None:
        """Said at a time that nothing else was said at."""
        for row in rows:
            type(row).objects.filter(pk=row.pk).update(
                updated_at=NOW - dt.timedelta(minutes=self.minutes.pop())
            )

    def decide(self, review: Review) -> None:
        action = ModerationAction.objects.create(
            kind=ActionKind.HIDE,
            ground=Ground.SPAM,
            reason="It advertises.",
            review=review,
            title=review.title,
            member=review.author,
        )
        Report.objects.create(
            review=review,
            reporter=self.members[3],
            reason=Ground.SPAM,
            action=self.chance.choice([action, None]),
        )

    def vote(self, title: Title) -> None:
        for review in Review.objects.visible().filter(title=title):
            for member in self.members:
                if member.pk != review.author_id and self.maybe():
                    cast_helpful_vote(member, review, is_helpful=self.maybe())
            self.date(HelpfulVote.objects.filter(review=review))
            if self.maybe() and review.author_id != self.members[0].pk:
                Report.objects.create(review=review, reporter=self.members[0], reason=Ground.SPOILER)
        for remark in [*films.Trivia.objects.filter(title=title), *films.Goof.objects.filter(title=title)]:
            for member in self.members[:2]:
                if self.maybe():
                    cast_interest_vote(member, remark, is_interesting=self.maybe())

    def keep(self) -> None:
        titles = [*self.pair, self.bystander]
        self.chance.shuffle(titles)
        for title in titles:
            for member, title_list in zip(self.members[:2], self.lists, strict=True):
                self.keep_one(member, title, title_list)
            if self.maybe():
                Report.objects.create(
                    title=title, section="cast", reporter=self.members[2], reason=Ground.OTHER
                )
                RatingAlert.objects.create(title=title, kind="rate", measured=2, threshold=1, recent_count=9)

    def keep_one(self, member: User, title: Title, title_list: TitleList) -> None:
        if self.maybe():
            put_on_watchlist(member, title)
            Follow.objects.create(member=member, title=title)
        if self.maybe():
            note_viewing(member, title, None, note=self.chance.choice(["", "In a cinema."]))
        if self.chance.random() < 0.7:
            put_on_list(title_list, title, self.chance.choice(["", "Clay!"]))


KEPT_APART = ("films.Merge", "films.MergedRow", "films.Revision", "films.Change")


def dump() -> dict[str, list[dict[str, Any]]]:
    """Every row of the catalogue and the community, but what tells of the merge itself."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for app in ("films", "reviews", "accounts")
        for model in apps.get_app_config(app).get_models()
        if model._meta.label not in KEPT_APART and not model.__name__.startswith("Historical")
    }


def everything(title_ids: list[int]) -> dict[str, Counter[Any]]:
    """What was said of these titles, in such words that it can be told apart and counted."""
    of = {"title__in": title_ids}

    def count(rows: Any, *fields: str) -> Counter[Any]:
        return Counter(rows.values_list(*fields))

    return {
        "raters": count(Rating.objects.filter(**of), "member"),
        "authors": count(Review.objects.filter(**of), "author"),
        "ids": count(films.ExternalId.objects.filter(**of), "source", "value"),
        "credits": count(films.Credit.objects.filter(**of), "person", "credited_as", "category"),
        "watchlists": count(apps.get_model("reviews.WatchlistEntry").objects.filter(**of), "member"),
        "follows": count(Follow.objects.filter(**of), "member"),
        "lists": count(apps.get_model("reviews.ListEntry").objects.filter(**of), "title_list"),
        "viewings": count(apps.get_model("reviews.Viewing").objects.filter(**of), "member", "date"),
        "trivia": count(films.Trivia.objects.filter(**of), "text"),
        "quotes": count(films.QuoteLine.objects.filter(quote__title__in=title_ids), "text"),
        "critics": count(CriticReview.objects.filter(**of), "url"),
        "actions": count(ModerationAction.objects.filter(**of), "pk"),
    }
