"""Signs that a text sells something, told by patterns alone: plain arithmetic, no database, no service.

One sign is no proof, which is why a text with signs is held for staff and never refused. The selling words are
English; links, addresses and numbers are told in any language. No pattern begins with what may repeat without end,
so that looking takes no longer than the text is long.
"""

import re
import unicodedata

LINK = re.compile(r"https?://|www\.|<a |\]\(", re.IGNORECASE)
# A name that ends like a site's. What is an English word as well counts in small letters: "It was good.Me and my aunt".
DOMAIN = (
    r"(?:com|net|org|info|biz|xyz|vip|icu|ru|io|co"
    r"|(?-i:shop|store|online|site|top|club|live|win|bet|me))\b"
)
HIDDEN_LINK = re.compile(
    rf"[\w-]{{2}}(?:\.|\s+dot\s+(?!com\s+(?:boom|bubble|bust|crash|compan|craze|era|million|start))){DOMAIN}",
    re.IGNORECASE,
)
DISGUISED_LINK = re.compile(rf"[\w-]{{2}}\s*[(\[]\s*dot\s*[)\]]\s*{DOMAIN}", re.IGNORECASE)
ADDRESS = re.compile(r"[\w.+-]@[\w-]+\.\w", re.IGNORECASE)
HANDLE = re.compile(r"(?<!\w)@\w{4}|\bt\.me/", re.IGNORECASE)
_MESSENGER = r"(?:whats\s?app|telegram|viber|wechat|skype)"
MESSENGER = re.compile(
    rf"\b(?:on|via|my|our|join) {_MESSENGER}\b"
    rf"|\b{_MESSENGER}\s*(?:[:@+\d]|(?:me|us|number|channel|group|id)\b)",
    re.IGNORECASE,
)
# Ten figures or more, but no years, "1931-1939 (2004)", and none within an address.
NUMBER = re.compile(r"(?<![\d/=])(?!(?:1[89]|20)\d\d\b)(?:\d[\s().-]{0,2}){10}")
CONTACTS = (DISGUISED_LINK, ADDRESS, MESSENGER, NUMBER)
# What nobody says but to sell, and what a review of a film may well say too.
SOLICITING = re.compile(
    r"\b(?:buy (?:now|online|followers)|order (?:now|online|today)|promo(?:tion)? codes?|coupon codes?|\d+\s?% off"
    r"|free (?:shipping|trial|spins|streaming|download)|limited (?:time )?offer|click (?:here|the link)"
    r"|visit (?:our|my|us)|sign up (?:now|today|here)|earn up to|passive income|financial freedom|viagra"
    r"|sugar (?:mummy|daddy) site|backlinks?|plagiarism[- ]free|spell casters?|hire a hacker|recovery (?:expert|agent)"
    r"|fixed matches|100% (?:safe|legal|guaranteed)|dm me|watch (?:free|online|full)|no registration"
    r"|download (?:free|now|here)|hd quality|(?:best|hot) deals?)\b",
    re.IGNORECASE,
)
SELLING = re.compile(
    r"\b(?:discounts?|coupons?|best prices?|cheapest|casinos?|jackpot|betting|bonus(?:es)?|loans?|lenders?|collateral"
    r"|credit score|crypto|bitcoin|forex|invest(?:ment|ors?|ing)?|earn (?:money|\$)|get rich|work from home|weight loss"
    r"|lose weight|pills?|replica|escorts?|dating|followers|seo|essay writing|passports?|guaranteed"
    r"|contact (?:us|me|him)|full movie|subscribe|my channel)\b",
    re.IGNORECASE,
)
SOLICITING_WEIGHT = 2
ENOUGH_SELLING, MUCH_SELLING = 2, 4


def sells(text: str) -> bool:
    """Words that sell beside a link, very many such words, or a way to be reached, which no review needs."""
    text = unicodedata.normalize("NFKC", text)
    weight = SOLICITING_WEIGHT * _different(SOLICITING, text) + _different(SELLING, text)
    is_linked = weight >= ENOUGH_SELLING and has_way_out(text)
    return is_linked or weight >= MUCH_SELLING or any(way.search(text) for way in CONTACTS)


def _different(pattern: re.Pattern[str], text: str) -> int:
    return len({found.casefold() for found in pattern.findall(text)})


def has_way_out(text: str) -> bool:
    """A link, even one that hides from being one, an address, a name elsewhere, or a number to call."""
    text = unicodedata.normalize("NFKC", text)
    return any(pattern.search(text) for pattern in (LINK, HIDDEN_LINK, HANDLE, *CONTACTS))
