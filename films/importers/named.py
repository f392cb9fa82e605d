"""People, companies and terms that many records name: found in the catalogue once, or made once."""

from collections.abc import Iterable

from films.models import AwardEvent, Company, Genre, Keyword, Person

HEADLINE_PRIZES = {"Academy Awards": "Oscar"}


class NamedRows:
    """Rows by name. What is not in the catalogue yet is made, unsaved, at its first mention."""

    def __init__(self) -> None:
        self.people = {each.primary_name: each for each in Person.objects.order_by("-id")}
        self.companies = {each.name: each for each in Company.objects.order_by("-id")}
        self.genres = {each.name: each for each in Genre.objects.all()}
        self.keywords = {each.name: each for each in Keyword.objects.all()}
        self.award_events = {each.name: each for each in AwardEvent.objects.all()}

    def add_person(self, person: Person) -> Person:
        """The person of this name: the catalogue's if it has one, else this row."""
        return self.people.setdefault(person.primary_name, person)

    def person(self, name: str) -> Person:
        return self.people.setdefault(name, Person(primary_name=name))

    def known_person(self, name: str) -> Person | None:
        return self.people.get(name)

    def company(self, name: str, country: str) -> Company:
        return self.companies.setdefault(name, Company(name=name, country=country))

    def genre(self, name: str) -> Genre:
        return self.genres.setdefault(name, Genre.named(name))

    def keyword(self, name: str) -> Keyword:
        return self.keywords.setdefault(name, Keyword.named(name))

    def award_event(self, name: str) -> AwardEvent:
        if name not in self.award_events:
            event = self.award_events[name] = AwardEvent.named(name)
            event.headline_prize = HEADLINE_PRIZES.get(name, "")
        return self.award_events[name]

    def unsaved(self) -> Iterable[Person | Company | Genre | Keyword | AwardEvent]:
        for rows in (self.people, self.companies, self.genres, self.keywords, self.award_events):
            yield from (row for row in rows.values() if row.pk is None)
