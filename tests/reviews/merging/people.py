"""Two people and two companies that are the same, credited on whatever titles, with whatever names and keys."""

from collections import Counter
from random import Random
from typing import Any

from films import models as films
from films.models import Company, Person
from films.search import index_people, index_with_people
from reviews.models import Follow
from tests.factories import make_company, make_credit, make_member, make_person, make_suggestion, make_title

NAMES = ("Rithy Panh", "Panh Rithy", "R. Panh", "ប៉ាន់ រិទ្ធី")


class People:
    """The pair is credited, nominated, named, followed; a third person is there to stay as they are."""

    kind = "person"

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.members = [make_member() for _each in range(3)]
        self.titles = [make_title(f"Title {n}", 2000 + n) for n in range(3)]
        event = films.AwardEvent.named("Cannes")
        event.save()
        self.nominations = [
            films.Nomination.objects.create(title=title, event=event, year=2013, award="Prize", outcome="won")
            for title in self.titles
        ]
        self.songs = [films.Soundtrack.objects.create(title=title, work="Song") for title in self.titles]
        self.pair = [self.make(n) for n in range(2)]
        for row in [*self.pair, self.make(2)]:
            self.describe(row)
        index_with_people(title.pk for title in self.titles)
        index_people(Person.objects.values_list("pk", flat=True))

    def maybe(self) -> bool:
        return self.chance.random() < 0.5

    def make(self, number: int) -> Person:
        return make_person(
            NAMES[number],
            native_name=self.chance.choice(["", NAMES[3], f"Native {number}"]),
            birth_date=self.chance.choice(["", "1964", "1964-04-18"]),
            bio=self.chance.choice(["", "Born in Phnom Penh."]),
        )

    def describe(self, person: Person) -> None:
        for title, nomination, song in zip(self.titles, self.nominations, self.songs, strict=True):
            if self.maybe():
                self.credit(person, title)
            if self.maybe():
                films.NominationRecipient.objects.create(
                    nomination=nomination, person=person, announced_name=self.chance.choice(["", "R. P."])
                )
            if self.maybe():
                films.SoundtrackLine.objects.create(soundtrack=song, person=person, text="Sung by them")
        self.name(person)
        for member in self.members:
            if self.maybe():
                Follow.objects.create(member=member, person=person)

    def name(self, person: Person) -> None:
        for name in self.chance.sample([*NAMES, "Né Panh"], 2):
            films.PersonName.objects.create(person=person, name=name, note=self.chance.choice(["", "born"]))
        for number in range(self.chance.randint(0, 2)):
            films.ExternalId.objects.create(person=person, source="imdb", value=f"nm{person.pk:05}{number}")

    def credit(self, person: Person, title: Any) -> None:
        for category in self.chance.sample(["director", "writer", "cast"], 2):
            make_credit(
                title,
                person,
                category=category,
                characters=self.chance.choice(["", "Narrator"]) if category == "cast" else "",
                note=self.chance.choice(["", "voice"]),
                billing=self.chance.randint(0, 3),
            )

    def said(self, records: list[Any]) -> dict[str, Counter[Any]]:
        """All that is known of these, in words that do not name whose it is."""
        of = {"person__in": records}
        people = Person.objects.filter(pk__in=[record.pk for record in records])
        others = films.PersonName.objects.filter(**of).values_list("name", flat=True)
        own = [name for pair in people.values_list("primary_name", "native_name") for name in pair if name]
        return {
            "credits": _count(films.Credit.objects.filter(**of), "title", "category", "job", "characters"),
            "recipients": _count(films.NominationRecipient.objects.filter(**of), "nomination"),
            "ids": _count(films.ExternalId.objects.filter(**of), "source", "value"),
            "followers": _count(Follow.objects.filter(**of), "member"),
            "names": Counter({*others, *own}),
        }

    def songs_of(self, records: list[Any]) -> list[int]:
        lines = films.SoundtrackLine.objects.filter(person__in=records)
        return list(lines.order_by("pk").values_list("pk", flat=True))


class Companies:
    """The pair has parts in titles, keys, and suggestions that wait."""

    kind = "company"

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.titles = [make_title(f"Title {n}", 2000 + n) for n in range(3)]
        self.pair = [make_company("Arte"), make_company("ARTE France")]
        for company in [*self.pair, make_company("Gaumont")]:
            self.describe(company)
        index_with_people(title.pk for title in self.titles)

    def describe(self, company: Company) -> None:
        company.country = self.chance.choice(["", "FR", "DE"])
        company.save()
        for title in self.titles:
            for role in self.chance.sample(["production", "distributor", "sales"], self.chance.randint(0, 3)):
                films.CompanyCredit.objects.create(
                    title=title,
                    company=company,
                    role=role,
                    country=self.chance.choice(["", "FR"]),
                    note=self.chance.choice(["", "2013"]),
                    source_url=self.chance.choice(["", "https://example.org/"]),
                )
        for number in range(self.chance.randint(0, 2)):
            films.ExternalId.objects.create(
                company=company, source="imdb", value=f"co{company.pk:05}{number}"
            )
        if self.chance.random() < 0.5:
            made = make_suggestion(self.titles[0])
            films.Suggestion.objects.filter(pk=made.pk).update(title=None, company=company)

    def said(self, records: list[Any]) -> dict[str, Counter[Any]]:
        of = {"company__in": records}
        return {
            "parts": _count(films.CompanyCredit.objects.filter(**of), "title", "role", "country", "note"),
            "ids": _count(films.ExternalId.objects.filter(**of), "source", "value"),
            "suggestions": _count(films.Suggestion.objects.filter(**of), "pk"),
        }

    def songs_of(self, records: list[Any]) -> list[int]:
        return []


def _count(rows: Any, *fields: str) -> Counter[Any]:
    return Counter(rows.values_list(*fields))
