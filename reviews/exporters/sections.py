"""All sections of an archive, in its order. What a later feature keeps of a member is one more entry here."""

from reviews.exporters.account import ACCOUNT
from reviews.exporters.kept import KEPT
from reviews.exporters.said import SAID
from reviews.exporters.section import Section

SECTIONS: tuple[Section, ...] = (*ACCOUNT, *SAID, *KEPT)
