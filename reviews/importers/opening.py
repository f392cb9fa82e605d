"""Opens an upload without trusting it: a zip of many files, or one file. Nothing is ever written to disk.

The limits are generous for what people export and far below what hurts.
"""

import stat
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from reviews.importers.records import NotUsable, Upload

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 80 * 1024 * 1024
MOST_ENTRIES = 2_000
MOST_RATIO = 200
RATIO_FROM = 1024 * 1024
"""Small files may pack well: only above this size is a high ratio a sign of a bomb."""

READ_ENDINGS = (".csv", ".json")
OWN = ("archive.json", "avatar.webp", "data/")
"""What is read of an archive of this site: the rest says the same for other programs."""
_ENCRYPTED = 0x1


def open_upload(name: str, content: bytes, hint: str = "") -> Upload:
    """The file, unpacked if it is a zip. NotUsable says in words what is wrong with it."""
    if not content:
        raise NotUsable(_("The file is empty."))
    if len(content) > MOST_BYTES:
        raise NotUsable(too_large())
    if content.startswith(b"PK"):
        return _unpacked(name, content, hint)
    return Upload(name, {name: content}, hint)


def too_large() -> str:
    return _("The file is larger than %(most)s.") % {"most": filesizeformat(MOST_BYTES)}


def _unpacked(name: str, content: bytes, hint: str) -> Upload:
    upload = Upload(name, {}, hint)
    try:
        with ZipFile(BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            for info in infos:
                _check_one(info)
            if any(info.filename == "archive.json" for info in infos):
                infos = [info for info in infos if info.filename.startswith(OWN)]
            _check_all(infos)
            for info in infos:
                _take(upload, archive, info)
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
    ) as error:
        raise NotUsable(_("The zip file is damaged, so nothing can be read from it.")) from error
    return Upload(name, _without_folder(upload.files), hint, upload.left_out)


def _check_all(infos: list[ZipInfo]) -> None:
    if len(infos) > MOST_ENTRIES:
        raise NotUsable(_("The zip file holds more than %(most)d files.") % {"most": MOST_ENTRIES})
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise NotUsable(_bomb())


def _check_one(info: ZipInfo) -> None:
    """Refuse what no site exports: paths that lead out, links, passwords, bombs."""
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        raise NotUsable(_("The zip file holds a path that leads out of it: “%s”.") % info.filename[:80])
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise NotUsable(_("The zip file holds a link, not a file: “%s”.") % info.filename[:80])
    if info.flag_bits & _ENCRYPTED:
        raise NotUsable(_("The zip file is locked with a password."))
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise NotUsable(_("The zip file is packed in a way we do not unpack."))
    if info.file_size > RATIO_FROM and info.file_size > MOST_RATIO * max(info.compress_size, 1):
        raise NotUsable(_bomb())


def _bomb() -> str:
    return _("Unpacked, the zip file would be larger than anything a site exports.")


def _take(upload: Upload, archive: ZipFile, info: ZipInfo) -> None:
    path = info.filename.replace("\\", "/")
    if "__MACOSX" in path or not path.lower().endswith((*READ_ENDINGS, "avatar.webp")):
        upload.left_out.append((path[:200], _("not a table")))
        return
    if path in upload.files:
        raise NotUsable(_("The zip file holds two files of one name: “%s”.") % path[:80])
    with archive.open(info) as file:
        content = file.read(info.file_size + 1)  # what it says of its size may be a lie
    if len(content) != info.file_size:
        raise BadZipFile(path)
    upload.files[path] = content


def _without_folder(files: dict[str, bytes]) -> dict[str, bytes]:
    """Packed anew by its owner, an export often lies in a folder of its own inside the zip."""
    heads = {path.split("/")[0] for path in files}
    if len(heads) != 1 or any("/" not in path for path in files):
        return files
    cut = len(heads.pop()) + 1
    return {path[cut:]: content for path, content in files.items()}
