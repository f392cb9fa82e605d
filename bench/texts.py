"""Made-up reviews and made-up advertising, put together from pieces of our own."""

from random import Random

PARTS = [
    "the opening", "the camera", "the second half", "the music", "the editing", "the lead", "the old house", "the sea",
    "the quarrel at the table", "the long silence", "the train journey", "the ending", "the cook", "the colour",
    "the dialogue", "the child", "the dance", "the letter", "the voice that tells it", "the market scene",
]  # fmt: skip
VERBS = [
    "stays with you", "drags", "is better than it has any right to be", "surprised me", "left me cold", "made me laugh",
    "feels borrowed from other films", "is worth the ticket alone", "goes nowhere", "breaks your heart quietly",
    "could have been shorter", "looks cheap in places", "earns its tears", "is a free fall", "buys its time slowly",
]  # fmt: skip
JOINTS = [", and", ", while", ", yet", "; for me,", ", though", ". Then", ", just as", ". Only"]
SOURCES = ["There is an interview at https://archive.example.org/talks about the shoot."]
WARES = [
    "casino bonus",
    "weight loss pills",
    "crypto investment",
    "replica watches",
    "instant loans",
    "followers",
]
WAYS = [
    "https://{w}-deals.example.com", "www.{w}4u.example", "{w}shop (dot) com", "{w}-store dot net",
    "WhatsApp +44 7700 900{n}", "telegram @{w}_best", "write to {w}@mail.example", "call 0800 555 {n} {n}",
]  # fmt: skip
CALLS = [
    "Order now and get {p}% off", "Click here for free shipping", "Visit our site for the best price",
    "Earn money from home, guaranteed", "Sign up today, limited time offer", "Watch full movie online free download",
    "Use promo code MOVIE{p}", "Contact me for a free trial", "Buy now, 100% safe",
]  # fmt: skip


def honest_text(random: Random) -> tuple[str, str]:
    """(headline, text). One in a hundred names a source on the web."""
    said = [
        f"{random.choice(PARTS).capitalize()} {random.choice(VERBS)}{random.choice(JOINTS)} "
        f"{random.choice(PARTS)} {random.choice(VERBS)}."
        for _ in range(random.randint(4, 9))
    ]
    if random.random() < 0.01:
        said.append(random.choice(SOURCES))
    return f"{random.choice(PARTS).capitalize()} {random.choice(VERBS)}", " ".join(said)


def spam_text(random: Random) -> tuple[str, str]:
    """(headline, text): an advertisement, often with a line or two about the film around it."""
    ware, number, per_cent = random.choice(WARES), random.randint(100, 999), random.randint(10, 90)
    way = random.choice(WAYS).format(w=ware.split()[0], n=number)
    calls = [call.format(p=per_cent) for call in random.sample(CALLS, random.randint(2, 3))]
    film = [
        f"{random.choice(PARTS).capitalize()} {random.choice(VERBS)}." for _ in range(random.randint(0, 4))
    ]
    pieces = [*film, f"The best {ware} you can get.", *[f"{call}!" for call in calls], f"{way}."]
    random.shuffle(pieces)
    return f"{ware.capitalize()} {random.choice(VERBS)}", " ".join(pieces * (1 if len(pieces) > 5 else 2))
