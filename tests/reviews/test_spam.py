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
    ],
)
def test_a_text_sells(text: str, expected: bool) -> None:
    assert sells(text) is expected
