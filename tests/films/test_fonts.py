"""Which font writes which sign; none is needed beyond Pillow's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageFont

from films import fonts


@pytest.fixture(autouse=True)
def font_folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.FONT_DIRS = [str(tmp_path / "none"), str(tmp_path)]
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    for cached in (fonts._installed, fonts._candidates, fonts._can_write):
        cached.cache_clear()


def test_runs_writes_latin_with_pillows_own_font() -> None:
    assert fonts.runs("Rice People, 1994") == [fonts.Run("Rice People, 1994", "")]
    assert fonts.runs("") == []


def test_runs_is_none_where_boxes_would_stand() -> None:
    assert fonts.runs("រូបភាព") is None
    assert fonts.runs("Ikiru 生きる") is None
    assert fonts.runs("\ud800") is None


def test_runs_takes_an_installed_font_first(font_folder: Path) -> None:
    own = ImageFont.load_default(12)
    path = font_folder / "deep" / "DejaVuSerif-Bold.ttf"
    path.parent.mkdir()
    path.write_bytes(own.font_bytes)
    assert fonts.runs("Persona") == [fonts.Run("Persona", str(path))]
    assert fonts.Run("Persona", str(path)).font(30).size == 30


def test_candidates_put_a_script_s_own_fonts_before_those_for_everything(font_folder: Path) -> None:
    for name in ("NotoSerifKhmer-Bold.ttf", "NotoSansKhmer-Regular.otf", "NotoSerif-Bold.ttf", "unifont.ttf"):
        (font_folder / name).write_bytes(b"")
    assert [Path(path).stem for path in fonts._candidates(fonts._script("រ"))] == [
        "NotoSerif-Bold",
        "NotoSerifKhmer-Bold",
        "NotoSansKhmer-Regular",
        "unifont",
        "",
    ]
