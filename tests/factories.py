"""Rows for tests, with the least that makes them valid. What a test is about, it says itself."""

from itertools import count
from typing import Any

from accounts.models import User
from films.models import Company, Credit, CreditCategory, Genre, Person, Title, TitleGenre
from reviews.models import Review

_numbers = count(1)

BODY = "Long enough to be a review. " * 8


def make_member(**values: Any) -> User:
    values.setdefault("username", f"member{next(_numbers)}")
    password = values.pop("password", None)
    member = User(**values)
    member.set_password(password)
    member.save()
    return member


def make_title(primary_title: str = "The Missing Picture", year: int | None = 2013, **values: Any) -> Title:
    return Title.objects.create(primary_title=primary_title, year=year, **values)


def make_person(primary_name: str = "Rithy Panh", **values: Any) -> Person:
    return Person.objects.create(primary_name=primary_name, **values)


def make_company(name: str = "Bophana Production", **values: Any) -> Company:
    return Company.objects.create(name=name, **values)


def make_credit(title: Title, person: Person | None = None, **values: Any) -> Credit:
    values.setdefault("category", CreditCategory.CAST)
    if person is None and "credited_as" not in values:
        person = make_person(f"Player {next(_numbers)}")
    return Credit.objects.create(title=title, person=person, **values)


def make_genre(name: str = "Documentary", *titles: Title) -> Genre:
    genre = Genre.named(name)
    genre.save()
    for title in titles:
        TitleGenre.objects.create(title=title, genre=genre)
    return genre


def make_review(title: Title, author: User | None = None, **values: Any) -> Review:
    values = {"headline": "Clay remembers", "body": BODY} | values
    return Review.objects.create(title=title, author=author or make_member(), **values)
