"""Made-up reviews and made-up advertising, put together from pieces of our own.

The honest ones are made hard: every fourth uses a word that advertising uses too, some several, some leave out the
space after a full stop, name figures, dates, shops and addresses. In 2,500 real reviews every tenth used such a word.
"""

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

LIKE_SELLING = [
    "A film about a casino where nobody wins", "The loan shark is the only one who tells the truth",
    "Our hero answers a dating advert and regrets it", "His investment in the mine ruins the family",
    "The escort is played without a false note", "She sells her followers a dream, and then a cream",
    "The pills on the night table tell the whole story", "There is a bonus scene after the credits",
    "The second disc has bonus interviews that are worth an evening", "I found it in the discount bin for two coins",
    "The deal with the devil is the best scene", "It deals with grief without selling it",
    "Cheap sets, cheap wigs, and a heart of gold", "A guaranteed good time, or so the poster says",
    "Buy it, rent it, borrow it, only see it", "Do not invest your evening in this",
    "The bitcoin plot was old before the film was out", "Somebody should work from home, says the boss, and laughs",
    "I would watch it online if I could, but it is nowhere to be had", "Watch the full movie before you judge",
    "The trailer is the best of it; the full movie only repeats it", "We were guaranteed an ending and got a sequel",
    "The subscribers of that channel get a lecture in it", "The jackpot arrives in the last minute, of course",
    "Weight loss for the part does not make a performance", "The replica of the ship sinks twice",
    "He bets the house and loses the dog", "Her credit score has a better arc than she has",
]  # fmt: skip
LIKE_WAYS = [
    "The ending is a let-down.Me and my sister laughed at it", "It is on at eight.Live music comes with it",
    "The best of its kind.Top marks for the dog", "He sings it all.Online they call it a scandal",
    "Shot between 1931 - 1939 and lost until 2004", "It took 12.000.000 at the box office, and 45 000 000 later",
    "Number 1 in 1997, 1998, 1999 and 2000", "She says @ instead of at throughout, which is a joke about e-mail",
    "A telegram arrives in the first minute, and that is the plot", "The phone rings: 555 2368, as always",
    "They fall in love over Skype and part by WhatsApp", "The dot com bubble bursts halfway through",
    "Made in 1931-1939 (2004 restored), which shows", "I don't.Me, I liked the dog",
    "Reviewed from the edition of 2014 (ISBN and all), 98 min., 1.85:1, black and white",
]  # fmt: skip
SOURCES = [
    "There is an interview at https://archive.example.org/talks about the shoot.",
    "Somebody on example.com has counted the shots.", "I read at www.example.org that it was cut.",
]  # fmt: skip

WARES = [
    "casino bonus", "weight loss pills", "crypto investment", "replica watches", "instant loans", "followers",
]  # fmt: skip
WAYS = [
    "https://{w}-deals.example.com", "www.{w}4u.example", "{w}shop (dot) com", "{w}-store dot net",
    "WhatsApp +44 7700 900{n}", "telegram @{w}_best", "write to {w}@mail.example", "call 0800 555 {n} {n}",
]  # fmt: skip
CALLS = [
    "Order now and get {p}% off", "Click here for free shipping", "Visit our site for the best price",
    "Earn money from home, guaranteed", "Sign up today, limited time offer", "Watch full movie online free download",
    "Use promo code MOVIE{p}", "Contact me for a free trial", "Buy now, 100% safe",
]  # fmt: skip
STORIES = [
    "I lost {p},000 dollars to a broker. A recovery expert got my funds back within {p} hours. Reach him: {way}",
    "My husband had left me, and a spell caster brought him back in two days. He can help you too: {way}",
    "Nobody would lend me money until I met this lender, at {p} per cent interest and without collateral. {way}",
    "Stream this and {p}0 other films in HD with no registration: {way}",
    "My tipster called {p} matches in a row. Join the group before it closes. {way}",
    "Need a passport, a driving licence or a diploma? Real and registered, delivered in {p} days: {way}",
    "Lonely tonight? Girls in your town are waiting for your message. {way}",
    "I write essays and theses, plagiarism free, from {p} a page. {way}",
]  # fmt: skip
"""Told as somebody's own luck, and in none of the words above."""


def honest_text(random: Random) -> tuple[str, str]:
    """(headline, text). One in a hundred names a source on the web, as of those 2,500 did."""
    said = [
        f"{random.choice(PARTS).capitalize()} {random.choice(VERBS)}{random.choice(JOINTS)} "
        f"{random.choice(PARTS)} {random.choice(VERBS)}."
        for _ in range(random.randint(4, 9))
    ]
    for sentences, often in ((LIKE_SELLING, 0.25), (LIKE_SELLING, 0.1), (LIKE_WAYS, 0.2)):
        if random.random() < often:
            said.insert(random.randrange(len(said)), f"{random.choice(sentences)}.")
    if random.random() < 0.01:
        said.append(random.choice(SOURCES))
    return f"{random.choice(PARTS).capitalize()} {random.choice(VERBS)}", " ".join(said)


def spam_text(random: Random) -> tuple[str, str]:
    """(headline, text): an advertisement, often with a line or two about the film around it."""
    film = [
        f"{random.choice(PARTS).capitalize()} {random.choice(VERBS)}." for _ in range(random.randint(0, 4))
    ]
    return random.choice((_shop, _shop, _story))(random, film)


def _shop(random: Random, film: list[str]) -> tuple[str, str]:
    ware, number, per_cent = random.choice(WARES), random.randint(100, 999), random.randint(10, 90)
    way = random.choice(WAYS).format(w=ware.split()[0], n=number)
    calls = [call.format(p=per_cent) for call in random.sample(CALLS, random.randint(2, 3))]
    pieces = [*film, f"The best {ware} you can get.", *[f"{call}!" for call in calls], f"{way}."]
    random.shuffle(pieces)
    return f"{ware.capitalize()} {random.choice(VERBS)}", " ".join(pieces * (1 if len(pieces) > 5 else 2))


def _story(random: Random, film: list[str]) -> tuple[str, str]:
    way = random.choice(WAYS).format(
        w=random.choice(("doctor", "mister", "king")), n=random.randint(100, 999)
    )
    story = random.choice(STORIES).format(p=random.randint(2, 9), way=way)
    return f"How {random.choice(PARTS)} changed my life", " ".join([*film, story, *film[:1]])
