import pytest

from reviews.spam import has_way_out, sells


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.com/talk",
        "Look at www.example.com",
        "It is at example.com",
        "It is at example (dot) com",
        "It is at example dot com",
        "It is at ｅｘａｍｐｌｅ．ｃｏｍ",
        "Write to me@example.org",
        "Ask on WhatsApp",
        "Join our telegram",
        "Telegram: @someone",
        "t.me/someone",
        "It is at example[dot]shop",
        "It is at cheap-pills.shop",
        "Call +44 20 7946 0958",
        "Follow @someone_on_the_web",
    ],
)
def test_a_text_leads_away(text: str) -> None:
    assert has_way_out(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "It was good. Me and my sister wept.",
        "Between 1931 - 1939 nobody dared.",
        "It took 12.000.000 at the box office.",
        "He points at the sea: nothing.",
        "A com-pact film, net of its ending.",
        "A let-down.Me and my aunt left.Top marks for the dog.Live music.Online they hate it.",
        "A telegram arrives, and they part over Skype.",
        "The dot com bubble bursts, and so does the dot com company.",
        "Made in 1931-1939 (2004 restored); seen 1997 1998 1999.",
        "I don't.Me, I liked it.",
    ],
)
def test_a_text_stays_here(text: str) -> None:
    assert has_way_out(text) is False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The casino scene is cheap, and nobody would buy it.", False),
        ("Best price for pills: pills-shop.com", True),
        ("Casino bonus, free spins, guaranteed jackpot!", True),
        ("There is a talk about the casino at https://example.com/talk", False),
        ("A great deal of it is cheap, and the deal with the devil is a casino.", False),
        ("It saved my life. Reach the doctor on WhatsApp +44 7700 900123", True),
        ("It saved my life. Write to doctor@mail.example", True),
        ("It saved my life. See doctor-store (dot) com", True),
        ("It saved my life. Call 0800 555 123 123", True),
        ("Somebody at https://example.com/1238349914 has counted the shots.", False),
    ],
)
def test_a_text_sells(text: str, expected: bool) -> None:
    assert sells(text) is expected
