"""Pictures to upload, honest and hostile, made when a test asks for them."""

import io
import struct
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture_bytes(
    width: int = 40,
    height: int = 30,
    kind: str = "PNG",
    mode: str = "RGB",
    color: Any = (200, 30, 30),
    **options: Any,
) -> bytes:
    file = io.BytesIO()
    Image.new(mode, (width, height), color).save(file, kind, **options)
    return file.getvalue()


def make_upload(content: bytes | None = None, name: str = "still.png", **options: Any) -> SimpleUploadedFile:
    """A picture as a form receives it."""
    return SimpleUploadedFile(name, picture_bytes(**options) if content is None else content)


def png_claiming(width: int, height: int, *, chunks: bytes = b"", rows: bytes = b"") -> bytes:
    """A PNG of a few bytes whose header promises width × height."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = png_chunk(b"IDAT", zlib.compress(rows or b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + chunks + body + png_chunk(b"IEND", b"")


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
