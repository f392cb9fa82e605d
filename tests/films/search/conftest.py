"""A small catalogue to look things up in: names in many scripts, short ones, alike ones, odd ones."""

import pytest

from films.models import Aka, CreditCategory, Person, PersonName, Title
from films.search import index_people, index_titles
from tests.factories import make_credit, make_person, make_title

# (primary title, year, votes, other titles)
TITLES: list[tuple[str, int | None, int, list[str]]] = [
    (
        "The Missing Picture",
        2013,
        1900,
        ["L'image manquante", "រូបភាពដែលបាត់", "被消失的影像", "Az eltűnt kép"],
    ),
    ("Missing", 1982, 24_000, ["Vermisst"]),
    ("Image", 1996, 10, []),
    ("M", 1931, 160_000, ["M – Eine Stadt sucht einen Mörder"]),
    ("Metropolis", 1927, 180_000, ["Метрополис", "メトロポリス"]),
    ("Metropolis", 2001, 30_000, ["Metoroporisu"]),
    ("If....", 1968, 31_000, []),
    ("There There", 2022, 900, []),
    ("There Will Be Blood", 2007, 620_000, []),
    ("The The", 2000, 12, []),
    ("The Thing", 1982, 450_000, []),
    ("Amélie", 2001, 780_000, ["Le Fabuleux Destin d'Amélie Poulain", "Амели", "アメリ"]),
    ("Seven Samurai", 1954, 360_000, ["七人の侍", "Shichinin no samurai", "Семь самураев"]),
    ("In the Mood for Love", 2000, 160_000, ["花樣年華", "Fa yeung nin wah"]),
    ("Spirited Away", 2001, 800_000, ["千と千尋の神隠し", "센과 치히로의 행방불명"]),
    ("Parasite", 2019, 900_000, ["기생충"]),
    ("Cairo Station", 1958, 6_000, ["باب الحديد", "Bab el hadid"]),
    ("A Separation", 2011, 250_000, ["جدایی نادر از سیمین"]),
    ("Stalker", 1979, 140_000, ["Сталкер"]),
    ("Hedgehog in the Fog", 1975, 9_000, ["Ёжик в тумане"]),
    ("Uncle Boonmee Who Can Recall His Past Lives", 2010, 17_000, ["ลุงบุญมีระลึกชาติ"]),
    ("Pather Panchali", 1955, 37_000, ["পথের পাঁচালী"]),
    ("Mother India", 1957, 9_500, ["मदर इण्डिया"]),
    ("8½", 1963, 120_000, ["Otto e mezzo"]),
    ("Fanny & Alexander", 1982, 66_000, ["Fanny och Alexander"]),
    ("Spider-Man", 2002, 850_000, []),
    ("WALL·E", 2008, 1_100_000, []),
    ("M*A*S*H", 1970, 75_000, []),
    ("Se7en", 1995, 1_700_000, []),
    ("2001: A Space Odyssey", 1968, 690_000, []),
    ("1917", 2019, 640_000, []),
    ("Blade Runner", 1982, 790_000, []),
    ("Blade Runner 2049", 2017, 620_000, []),
    ("Das weiße Band", 2009, 76_000, ["The White Ribbon"]),
    ("Sødahl & Łódź", 2011, 50, []),
    ("Schindler's List", 1993, 1_400_000, ["Schindlers Liste"]),
    ("Alien³", 1992, 310_000, []),
    ("$", 1971, 3_000, ["Dollars"]),
    ("12 Angry Men", 1957, 830_000, []),
    ("Rashōmon", 1950, 175_000, ["羅生門"]),
    ("Œdipe", 1967, 400, []),
    ("Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb", 1964, 510_000, []),
    ("Untitled Project", None, 0, []),
]
# (name, own script, other names, titles)
PEOPLE: list[tuple[str, str, list[str], list[str]]] = [
    ("Rithy Panh", "រីទ្ធី ប៉ាន់", [], ["The Missing Picture"]),
    ("Satyajit Ray", "সত্যজিৎ রায়", [], ["Pather Panchali"]),
    ("Wong Kar-wai", "王家衛", ["Kar Wai Wong"], ["In the Mood for Love"]),
    ("Andrei Tarkovsky", "Андрей Тарковский", [], ["Stalker"]),
    ("Toshirō Mifune", "三船 敏郎", [], ["Seven Samurai", "Rashōmon"]),
    ("Daniel O'Herlihy", "", [], ["Missing"]),
]


def make_catalogue() -> None:
    titles = {}
    for name, year, votes, others in TITLES:
        titles[name] = title = make_title(name, year, vote_count=votes)
        Aka.objects.bulk_create(Aka(title=title, text=text) for text in others)
    for name, native, others, credited in PEOPLE:
        person = make_person(name, native_name=native)
        PersonName.objects.bulk_create(PersonName(person=person, name=text) for text in others)
        for film in credited:
            make_credit(titles[film], person, category=CreditCategory.DIRECTOR)
    index_titles(Title.objects.values_list("pk", flat=True))
    index_people(Person.objects.values_list("pk", flat=True))


@pytest.fixture
def catalogue(db: None) -> None:
    make_catalogue()
