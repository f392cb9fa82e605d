"""What every test stands on."""

from pathlib import Path

import pytest
from pytest_django.fixtures import SettingsWrapper


@pytest.fixture(autouse=True)
def own_media(settings: SettingsWrapper, tmp_path: Path) -> None:
    """Uploads of one test are seen by no other and leave nothing behind."""
    settings.MEDIA_ROOT = tmp_path / "media"
