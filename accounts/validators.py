"""Which usernames are refused, each with its reason in words."""

import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.look_alikes import scripts, skeleton

SHORTEST, LONGEST = 3, 30
DEMO_PREFIX = "demo_"

# Living scripts with many readers. Others serve, in a username, to imitate these.
SCRIPTS = frozenset(
    [
        "ARABIC",
        "ARMENIAN",
        "BENGALI",
        "CYRILLIC",
        "DEVANAGARI",
        "ETHIOPIC",
        "GEORGIAN",
        "GREEK",
        "GUJARATI",
        "GURMUKHI",
        "HEBREW",
        "KANNADA",
        "KHMER",
        "LAO",
        "LATIN",
        "MALAYALAM",
        "MYANMAR",
        "ORIYA",
        "SINHALA",
        "TAMIL",
        "TELUGU",
        "THAANA",
        "THAI",
        "TIBETAN",
    ]
) | {"EAST ASIAN"}
# Latin letters beside a–z and what decomposes into them. Phonetic signs and small capitals imitate.
LATIN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzßæœøđðłþħŋıəŧ")
SIGNS = frozenset("._-ー々")  # the last two lengthen a vowel and repeat a letter in Japanese
INVISIBLE = re.compile("FILLER|VARIATION SELECTOR|JOINER|INHERENT")

# Who would seem to speak for the site, as the whole name or as a word of it.
OFFICES = [
    "abuse",
    "admin",
    "administration",
    "administrator",
    "billing",
    "contact",
    "curator",
    "editor",
    "helpdesk",
    "hostmaster",
    "info",
    "mod",
    "moderation",
    "moderator",
    "mods",
    "noreply",
    "official",
    "operator",
    "owner",
    "postmaster",
    "root",
    "security",
    "staff",
    "superuser",
    "support",
    "sysadmin",
    "sysop",
    "system",
    "team",
    "webmaster",
]
# Words a page, a sentence or a program might take for something else. Only as the whole name.
RESERVED = [
    "account",
    "accounts",
    "all",
    "anonymous",
    "api",
    "author",
    "bot",
    "deleted",
    "everyone",
    "false",
    "formermember",
    "ftp",
    "guest",
    "help",
    "here",
    "home",
    "login",
    "logout",
    "mail",
    "me",
    "member",
    "members",
    "moviesite",
    "myself",
    "nobody",
    "none",
    "null",
    "owner",
    "password",
    "person",
    "profile",
    "reviewer",
    "self",
    "settings",
    "signup",
    "somebody",
    "someone",
    "static",
    "title",
    "true",
    "undefined",
    "unknown",
    "user",
    "username",
    "users",
    "visitor",
    "webmail",
    "www",
    "you",
]
# Insults and obscenities. A word of the name, or the whole of it without its punctuation; never a part
# of a word, or the people of Scunthorpe could not join. An operator adds to it: REFUSED_USERNAMES.
RUDE = [
    "anus",
    "arsehole",
    "asshole",
    "bastard",
    "bitch",
    "blowjob",
    "bollocks",
    "bullshit",
    "chink",
    "cock",
    "coon",
    "cunt",
    "dick",
    "dickhead",
    "dildo",
    "dyke",
    "fag",
    "faggot",
    "fuck",
    "fucker",
    "fucking",
    "gook",
    "heilhitler",
    "hitler",
    "jizz",
    "kike",
    "kkk",
    "motherfucker",
    "nazi",
    "nigga",
    "nigger",
    "paki",
    "penis",
    "piss",
    "porn",
    "pussy",
    "rape",
    "rapist",
    "retard",
    "shit",
    "shithead",
    "slut",
    "spastic",
    "spic",
    "tits",
    "tranny",
    "twat",
    "vagina",
    "wank",
    "wanker",
    "wetback",
    "whore",
]


def validate_username(name: str) -> None:
    """Refuse, with the reason, a name that cannot be read, imitates another, or offends.

    Whether another member has the name, or one that looks like it, only the database knows: see
    User.objects.looking_like().
    """
    validate_letters(name)
    _validate_meaning(name)


def validate_letters(name: str) -> None:
    """Refuse a name that cannot be read or typed. This much holds for every account, staff's and demo members'."""
    _validate_length(name)
    _validate_signs(name)
    _validate_script(name)


def _validate_length(name: str) -> None:
    if len(name) < SHORTEST:
        raise ValidationError(
            ngettext_lazy(
                "A username has at least %(count)d letter.",
                "A username has at least %(count)d letters.",
                SHORTEST,
            )
            % {"count": SHORTEST},
            code="too_short",
        )
    if len(name) > LONGEST:
        raise ValidationError(
            ngettext_lazy(
                "A username has at most %(count)d letter.",
                "A username has at most %(count)d letters.",
                LONGEST,
            )
            % {"count": LONGEST},
            code="too_long",
        )


def _validate_signs(name: str) -> None:
    if unicodedata.normalize("NFC", name) != name or not all(_is_plain(letter) for letter in name):
        raise ValidationError(
            _("A username is made of letters, figures, and the signs . _ and -; no spaces, no other signs."),
            code="signs",
        )
    if name[0] in "._-" or name[-1] in "._-" or re.search(r"[._-]{2}", name):
        raise ValidationError(
            _("A username begins and ends with a letter or a figure, and has no two signs in a row."),
            code="signs_in_a_row",
        )
    if not any(letter.isalpha() for letter in name):
        raise ValidationError(_("A username has at least one letter."), code="no_letter")


def _is_plain(letter: str) -> bool:
    """A letter, a figure or one of our signs, and one that is seen: no joiner, filler or styled letter."""
    if letter in SIGNS:
        return True
    return (
        unicodedata.category(letter) in {"Ll", "Lu", "Lo", "Mn", "Mc", "Nd"}
        and unicodedata.normalize("NFKC", letter) == letter
        and not INVISIBLE.search(unicodedata.name(letter, "FILLER"))
    )


def _validate_script(name: str) -> None:
    used = scripts(name)
    if len(used) > 1:
        raise ValidationError(
            _("A username mixes no alphabets: some of its letters look like others but are not."),
            code="mixed_scripts",
        )
    bases = [letter for letter in unicodedata.normalize("NFKD", name.casefold()) if letter.isalpha()]
    if not used <= SCRIPTS or ("LATIN" in used and not LATIN_LETTERS.issuperset(bases)):
        raise ValidationError(_("A username is written in an alphabet in everyday use."), code="rare_script")


def _validate_meaning(name: str) -> None:
    if name.casefold().startswith(DEMO_PREFIX):
        raise ValidationError(_("Names that begin with demo_ are kept for made-up members."), code="reserved")
    whole = re.sub(r"[\s._-]", "", name)
    parts = re.split(r"[._-]", name)
    words = {_coarse(word) for part in parts for word in (part, part.strip("0123456789")) if word}
    if skeleton(whole.lower()) in {skeleton(word) for word in (*RESERVED, settings.SITE_NAME.lower())} or {
        _coarse(whole),
        *words,
    } & {_coarse(office) for office in OFFICES}:
        raise ValidationError(
            _("This username would seem to speak for the site. Please choose another."), code="reserved"
        )
    if {_coarse(whole), *words} & {_coarse(word) for word in (*RUDE, *settings.REFUSED_USERNAMES)}:
        raise ValidationError(_("This username is not allowed. Please choose another."), code="rude")


def _coarse(word: str) -> str:
    """The skeleton, taking i for l as well: "adm1n" and "ADMlN" are read as admin."""
    return skeleton(word.casefold()).replace("l", "i")
