"""Makes an uploaded picture safe to keep and quick to show.

Nothing of an upload is kept but its pixels: they are turned upright, brought to sRGB, laid on paper where
they were transparent, made no larger than needed and written anew under a name of our own.
docs/images.md describes the whole way.
"""

import io
import secrets
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import IO, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 25_000_000
MIN_SIDE = 16
MAX_SIDE = 2000
MAX_SCANS = 64  # of a progressive JPEG, each of which unpacks the whole picture again
MAX_PROFILE_BYTES = 4 * 1024 * 1024
PAPER = (253, 250, 244)
WIDTHS = (160, 320, 640, 1280)

_ORIENTATION_TAG = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Encoding(NamedTuple):
    """How renditions are written: Pillow's format and options, best for the reader first."""

    suffix: str
    mime_type: str
    format: str
    options: dict[str, Any]


AVIF = Encoding(".avif", "image/avif", "AVIF", {"quality": 62, "speed": 8})
WEBP = Encoding(".webp", "image/webp", "WEBP", {"quality": 80, "method": 4})
JPEG = Encoding(".jpg", "image/jpeg", "JPEG", {"quality": 82, "optimize": True, "progressive": True})
ENCODINGS = (AVIF, WEBP, JPEG)
_KEPT = JPEG._replace(options={**JPEG.options, "quality": 90, "subsampling": 0})


class SafePicture(ContentFile):
    """A picture that has been through `safe_picture`: an RGB image and the JPEG it is kept as."""

    def __init__(self, image: Image.Image) -> None:
        super().__init__(_written(image, _KEPT), name=f"{secrets.token_hex(12)}{JPEG.suffix}")
        self.image = image


def safe_picture(upload: IO[bytes], max_side: int = MAX_SIDE) -> SafePicture:
    """Read an upload and write it anew, its longer side at most `max_side` pixels.

    Raises ValidationError, in words for the one who uploaded it, for anything but a whole JPEG, PNG, WebP,
    AVIF or GIF (of which the first frame is taken) of at most MAX_BYTES and MAX_PIXELS.
    """
    data = _limited_bytes(upload)
    image = _opened(data)
    try:
        return SafePicture(_plain(image, max_side))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:  # a hostile file makes decoders fail in every way there is
        raise ValidationError(
            _("This picture is damaged or incomplete. Save it again, or choose another."), code="damaged"
        ) from error


def _limited_bytes(upload: IO[bytes]) -> bytes:
    upload.seek(0)
    data = upload.read(MAX_BYTES + 1)
    is_too_large = len(data) > MAX_BYTES or (getattr(upload, "size", None) or 0) > MAX_BYTES
    if not data and not is_too_large:
        raise ValidationError(_("This file is empty."), code="empty")
    if is_too_large:
        raise ValidationError(too_large(), code="too_large")
    return data


def too_large() -> str:
    return gettext("This file is larger than %(limit)s.") % {"limit": filesizeformat(MAX_BYTES)}


def _opened(data: bytes) -> Image.Image:
    """The picture with its header read and its pixels not yet unpacked."""
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:
        raise ValidationError(
            _("This is not a picture we can read. Choose a JPEG, PNG, WebP, AVIF or GIF."),
            code="not_a_picture",
        ) from error
    if image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels()
    if min(image.size) < MIN_SIDE:
        raise ValidationError(
            _("This picture is too small: each side needs at least %(side)d pixels."),
            code="too_small",
            params={"side": MIN_SIDE},
        )
    if image.format == "JPEG" and data.count(b"\xff\xda") > MAX_SCANS:
        raise ValidationError(_("This picture takes too long to unpack."), code="too_many_scans")
    return image


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("This picture has too many pixels: at most %(limit)d million are accepted."),
        code="too_many_pixels",
        params={"limit": MAX_PIXELS // 1_000_000},
    )


def _plain(image: Image.Image, max_side: int) -> Image.Image:
    """Pixels only: upright, RGB in sRGB, opaque, at most `max_side` long."""
    orientation = _orientation(image)
    profile = image.info.get("icc_profile")
    image.draft(None, (max_side, max_side))  # a JPEG four times too large is unpacked at a quarter
    image.load()
    image = _with_plain_mode(image)
    image.thumbnail((max_side, max_side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if orientation in _UPRIGHT:
        image = image.transpose(_UPRIGHT[orientation])
    return _on_paper(_in_srgb(image, profile))


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION_TAG, 1))
    except Exception:  # noqa: BLE001 — a picture with broken EXIF is shown as it lies
        return 1


def _with_plain_mode(image: Image.Image) -> Image.Image:
    """As RGB, RGBA or, so that its profile can still be applied, CMYK."""
    if image.mode in ("RGB", "RGBA", "CMYK"):
        return image
    if image.mode.startswith("I"):  # 16 bits a pixel, which convert() would clip instead of scale
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("RGB")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and len(profile) <= MAX_PROFILE_BYTES:
        colours = image.convert("RGB") if image.mode == "RGBA" else image
        try:
            converted = ImageCms.profileToProfile(
                colours,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
        except Exception:  # noqa: BLE001 — a broken profile, or one for other colours than the picture's
            converted = None
        if converted is not None:
            if image.mode == "RGBA":
                converted.putalpha(image.getchannel("A"))
            return converted
    return image if image.mode == "RGBA" else image.convert("RGB")


def _on_paper(image: Image.Image) -> Image.Image:
    """A new image, so that nothing that came with the old one (comments, EXIF, XMP) is written."""
    sheet = Image.new("RGB", image.size, PAPER)
    sheet.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    return sheet


def _written(image: Image.Image, encoding: Encoding) -> bytes:
    file = io.BytesIO()
    image.save(file, encoding.format, **encoding.options)
    return file.getvalue()


def widths_of(width: int) -> list[tuple[int, int]]:
    """The renditions of a picture `width` pixels wide, as (slot, real width): each WIDTH below it,
    and the first that reaches it, which is not enlarged."""
    smaller = [(slot, slot) for slot in WIDTHS if slot < width]
    reaching = [(slot, width) for slot in WIDTHS if slot >= width][:1]
    return smaller + reaching


def rendition_name(name: str, slot: int, encoding: Encoding) -> str:
    """ "images/ab.jpg" at 320 as AVIF is "images/ab-320.avif": no look-up is needed to address it."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}-{slot}{encoding.suffix}"))


def rendition_names(name: str) -> list[str]:
    """Every name a rendition of the picture `name` may have."""
    return [rendition_name(name, slot, encoding) for slot in WIDTHS for encoding in ENCODINGS]


def write_renditions(image: Image.Image, name: str, write: Callable[[str, ContentFile], object]) -> None:
    """Hand every rendition of `image`, kept as `name`, to `write` with its own name."""
    for slot, width in widths_of(image.width):
        height = max(1, round(image.height * width / image.width))
        sized = image if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)
        for encoding in ENCODINGS:
            write(rendition_name(name, slot, encoding), ContentFile(_written(sized, encoding)))
