"""What a page says of itself to those who link to it: address, words, picture, structured data."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.safestring import SafeString

from films.addresses import full_url

# Written so that no text can end the <script> it stands in.
_SCRIPT_ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


@dataclass(frozen=True)
class PageMeta:
    """Addresses are full ones. `type` is Open Graph's; `structured_data` are schema.org things."""

    title: str
    canonical: str
    description: str
    image: str
    image_size: tuple[int, int]
    type: str = "website"
    is_indexed: bool = True
    structured_data: list[dict[str, Any]] = field(default_factory=list)

    @property
    def has_large_image(self) -> bool:
        """Whether the picture is a wide one, made for previews, rather than the site's square icon."""
        return self.image_size[0] > self.image_size[1]

    @property
    def json_ld(self) -> list[SafeString]:
        """Each thing as the text of its own `<script type="application/ld+json">`."""
        return [_script_text({"@context": "https://schema.org", **thing}) for thing in self.structured_data]


def _script_text(data: Any) -> SafeString:
    text = json.dumps(data, ensure_ascii=False).translate(_SCRIPT_ESCAPES)
    return SafeString(text)  # nosec B703


SITE_IMAGE, SITE_IMAGE_SIZE = "img/icon-512.png", (512, 512)


def page_meta(
    request: HttpRequest,
    title: str,
    description: str = "",
    *,
    path: str = "",
    image: str = "",
    image_size: tuple[int, int] = SITE_IMAGE_SIZE,
    type: str = "website",  # noqa: A002
    is_indexed: bool = True,
    structured_data: Iterable[dict[str, Any]] = (),
) -> PageMeta:
    """A page's meta. `path` is its canonical one, with what of the query belongs to it; without, the path asked for.

    `image` is a path or full address; without one, the site's icon stands for the page.
    """
    return PageMeta(
        title=title,
        description=" ".join(description.split()),
        canonical=full_url(path or request.path),
        image=full_url(image or static(SITE_IMAGE)),
        image_size=image_size if image else SITE_IMAGE_SIZE,
        type=type,
        is_indexed=is_indexed,
        structured_data=list(structured_data),
    )
