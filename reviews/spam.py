"""Signs that a text sells something, told by patterns alone: plain arithmetic, no database, no service.

One sign is no proof, which is why a text with signs is held for staff and never refused. The selling words are
English; links, addresses and numbers are told in any language. No pattern begins with what may repeat without end,
so that looking takes no longer than the text is long.
"""

import re
import unicodedata

LINK = re.compile(r"https?://|www\.|<a |\]\(", re.IGNORECASE)
HIDDEN_LINK = re.compile(
    r"[\w-]{2}(?:\.|\s*[(\[]dot[)\]]\s*|\s+dot\s+)"
    r"(?:com|net|org|info|biz|shop|store|online|site|xyz|top|club|live|win|bet|vip|icu|ru|io|me|co)\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"[\w.+-]@[\w-]+\.\w|\b(?:whats\s?app|telegram|t\.me|viber|wechat|skype)\b|(?<!\w)@\w{4}",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?:\d[\s().-]{0,2}){10}")
SELLING = re.compile(
    r"\b(?:buy (?:now|online|cheap|followers)|order (?:now|online|today)|discounts?|promo(?:tion)? codes?|coupons?"
    r"|\d+\s?% off|free (?:shipping|trial|download|spins|streaming)|limited (?:time )?offer|best prices?|cheap(?:est)?"
    r"|click (?:here|the link)|visit (?:our|my|us|the (?:site|link))|sign up (?:now|today|here)|casinos?|jackpot"
    r"|betting|bonus(?:es)?|loans?|credit score|crypto|bitcoin|forex|invest(?:ment|ors?|ing)?|earn (?:money|up to|\$)"
    r"|work from home|passive income|weight loss|lose weight|pills?|viagra|replica|escorts?|dating|followers"
    r"|seo|backlinks?|essay writing|guaranteed|100% (?:safe|legal|guaranteed)|contact (?:us|me|him)|dm me"
    r"|watch (?:free|online|full)|full movie|download (?:free|now|here)|hd quality|deals?|subscribe|my channel)\b",
    re.IGNORECASE,
)
ENOUGH_SELLING, MUCH_SELLING = 2, 4


def sells(text: str) -> bool:
    """A way to reach the seller and words that sell, or very many such words."""
    text = unicodedata.normalize("NFKC", text)
    selling = {found.casefold() for found in SELLING.findall(text)}
    return len(selling) >= MUCH_SELLING or (len(selling) >= ENOUGH_SELLING and has_way_out(text))


def has_way_out(text: str) -> bool:
    """A link, even one that hides from being one, an address, or a number to call."""
    text = unicodedata.normalize("NFKC", text)
    return any(pattern.search(text) for pattern in (LINK, HIDDEN_LINK, ADDRESS, NUMBER))
