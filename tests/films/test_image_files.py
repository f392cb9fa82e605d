"""What comes in as a picture, what is refused, and what is left of it."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageCms

from films.image_files import (
    AVIF,
    MAX_BYTES,
    PAPER,
    rendition_name,
    rendition_names,
    safe_picture,
    widths_of,
    write_renditions,
)
from tests.pictures import picture_bytes, png_chunk, png_claiming

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
JPEG_START = picture_bytes(kind="JPEG")[:200]


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        safe_picture(io.BytesIO(content))
    return refused.value.code


def kept(content: bytes) -> Image.Image:
    """The file that would be stored, opened again."""
    return Image.open(io.BytesIO(safe_picture(io.BytesIO(content)).read()))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_safe_picture_writes_every_accepted_format_as_jpeg(kind: str) -> None:
    picture = kept(picture_bytes(40, 30, kind))
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (40, 30))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + bytes(MAX_BYTES), "too_large"),
        (SVG, "not_a_picture"),
        (HTML, "not_a_picture"),
        (b"%PDF-1.7\n" + picture_bytes(), "not_a_picture"),
        (b"PK\x03\x04" + bytes(100), "not_a_picture"),
        (picture_bytes(kind="BMP"), "not_a_picture"),
        (picture_bytes(kind="TIFF"), "not_a_picture"),
        (picture_bytes(32, 32, kind="ICO"), "not_a_picture"),
        (b"GIF89a" + HTML, "not_a_picture"),
        (b"\x89PNG\r\n\x1a\n" + SVG, "not_a_picture"),
        (JPEG_START, "not_a_picture"),
        (picture_bytes(300, 300, "JPEG")[:-400], "damaged"),
        (picture_bytes(300, 300, "PNG")[:150], "damaged"),
        (picture_bytes(300, 300, "WEBP")[:-30], "not_a_picture"),
        (png_claiming(64, 64, rows=b"\0" * 10), "damaged"),
        (picture_bytes(15, 400), "too_small"),
        (png_claiming(12_000, 12_000), "too_many_pixels"),
        (png_claiming(60_000, 60_000), "too_many_pixels"),
        (png_claiming(5_001, 5_000), "too_many_pixels"),
        (picture_bytes(6_000, 6_000, "WEBP", "L", 0, quality=1), "too_many_pixels"),
        (
            picture_bytes(kind="GIF")[:6] + b"\xff\xff\xff\xff" + picture_bytes(kind="GIF")[10:],
            "too_many_pixels",
        ),
        (
            png_claiming(64, 64, chunks=png_chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(99_000_000)))),
            "not_a_picture",
        ),
        (
            png_claiming(64, 64, chunks=png_chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(99_000_000)))),
            "not_a_picture",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)}-bytes",
)
def test_safe_picture_refuses_in_words_what_is_not_a_whole_and_bounded_picture(
    content: bytes, code: str
) -> None:
    assert refusal(content) == code


def test_safe_picture_refuses_a_gif_whose_frame_is_larger_than_its_canvas() -> None:
    frame_at = picture_bytes(kind="GIF").index(b",")
    content = bytearray(picture_bytes(kind="GIF"))
    content[frame_at + 5 : frame_at + 9] = struct.pack("<HH", 60_000, 60_000)
    assert refusal(bytes(content)) == "too_many_pixels"


def test_safe_picture_refuses_a_jpeg_of_endless_scans() -> None:
    content = picture_bytes(64, 64, "JPEG", progressive=True)
    last_scan = content[content.rindex(b"\xff\xda") : -2]
    assert refusal(content[:-2] + last_scan * 100 + content[-2:]) == "too_many_scans"


def test_safe_picture_takes_the_first_of_many_frames() -> None:
    frames = [Image.new("RGB", (20, 20), color) for color in ["red", *["blue"] * 200]]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    red, green, blue = kept(file.getvalue()).getpixel((10, 10))
    assert (red > 240, green < 15, blue < 15) == (True, True, True)


def test_safe_picture_makes_a_large_picture_smaller_and_leaves_a_small_one() -> None:
    assert kept(picture_bytes(3_000, 1_500)).size == (2_000, 1_000)
    assert kept(picture_bytes(1_000, 3_000, "JPEG")).size == (667, 2_000)
    assert kept(picture_bytes(300, 200)).size == (300, 200)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_safe_picture_turns_a_photograph_upright(orientation: int) -> None:
    upright = Image.new("RGB", (60, 40), "white")
    upright.paste("red", (0, 0, 20, 20))
    turned = upright.transpose(_LAID_DOWN[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = io.BytesIO()
    turned.save(file, "PNG", exif=exif)
    picture = kept(file.getvalue())
    assert picture.size == (60, 40)
    assert _is_red(picture.getpixel((8, 8)))
    assert not any(_is_red(picture.getpixel(corner)) for corner in [(50, 8), (8, 32), (50, 32)])


_LAID_DOWN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def _is_red(pixel: tuple[int, int, int]) -> bool:
    return pixel[0] > 200 and pixel[1] < 80


def test_safe_picture_keeps_no_metadata() -> None:
    exif = Image.Exif()
    exif[0x010E] = "SECRET-PLACE"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = picture_bytes(
        kind="JPEG", exif=exif, icc_profile=profile, comment=b"SECRET-NOTE", xmp=b"SECRET-XMP"
    )
    stored = safe_picture(io.BytesIO(content + HTML)).read()
    assert b"SECRET" in content
    assert [word for word in (b"SECRET", b"Exif", b"ICC_PROFILE", b"script") if word in stored] == []


def test_safe_picture_lays_transparency_on_paper() -> None:
    for mode, kind in [("RGBA", "PNG"), ("LA", "PNG"), ("RGBA", "WEBP")]:
        color = (0, 0, 0, 0) if mode == "RGBA" else (0, 0)
        assert _near(kept(picture_bytes(20, 20, kind, mode, color)).getpixel((9, 9)), PAPER)


def test_safe_picture_scales_sixteen_bits_and_converts_print_colours() -> None:
    assert _near(kept(picture_bytes(20, 20, "PNG", "I;16", 32_896)).getpixel((9, 9)), (128, 128, 128))
    assert _near(kept(picture_bytes(20, 20, "JPEG", "CMYK", (0, 0, 0, 0))).getpixel((9, 9)), (255, 255, 255))


def test_safe_picture_shows_a_picture_with_a_broken_profile_or_exif_as_it_is() -> None:
    content = picture_bytes(20, 20, "JPEG", icc_profile=b"nonsense", exif=b"Exif\0\0nonsense")
    assert _near(kept(content).getpixel((9, 9)), (200, 30, 30))


def _near(pixel: tuple[int, ...], color: tuple[int, ...]) -> bool:
    return all(abs(left - right) <= 4 for left, right in zip(pixel, color, strict=True))


def test_safe_picture_names_its_files_itself() -> None:
    names = {str(safe_picture(io.BytesIO(picture_bytes())).name) for _number in range(3)}
    assert len(names) == 3
    assert all(len(name) == 28 and name.endswith(".jpg") for name in names)


def test_widths_of_never_enlarges() -> None:
    assert widths_of(100) == [(160, 100)]
    assert widths_of(320) == [(160, 160), (320, 320)]
    assert widths_of(1_000) == [(160, 160), (320, 320), (640, 640), (1280, 1_000)]
    assert widths_of(2_000) == [(160, 160), (320, 320), (640, 640), (1280, 1280)]


def test_rendition_name_needs_only_the_stored_name() -> None:
    assert rendition_name("images/2026/11/ab.jpg", 320, AVIF) == "images/2026/11/ab-320.avif"
    assert len(rendition_names("images/ab.jpg")) == 12


def test_write_renditions_writes_each_width_in_three_formats() -> None:
    files: dict[str, ContentFile] = {}
    write_renditions(Image.new("RGB", (400, 200)), "images/ab.jpg", files.__setitem__)
    sizes = {}
    for name, file in files.items():
        with Image.open(file) as picture:
            sizes[name] = (picture.format, picture.size)
    assert sizes == {
        "images/ab-160.avif": ("AVIF", (160, 80)),
        "images/ab-160.webp": ("WEBP", (160, 80)),
        "images/ab-160.jpg": ("JPEG", (160, 80)),
        "images/ab-320.avif": ("AVIF", (320, 160)),
        "images/ab-320.webp": ("WEBP", (320, 160)),
        "images/ab-320.jpg": ("JPEG", (320, 160)),
        "images/ab-640.avif": ("AVIF", (400, 200)),
        "images/ab-640.webp": ("WEBP", (400, 200)),
        "images/ab-640.jpg": ("JPEG", (400, 200)),
    }
