"""An upload that no form takes is refused as soon as it is announced, in words beside the field."""

import io

import pytest
from django.test import Client

from moviesite.upload_limit import MOST_IN_ALL, UploadLimit
from reviews.models import DataImport
from tests.factories import make_member, make_staff, make_title

pytestmark = pytest.mark.django_db

BOUNDARY, HUGE = "clay", 100_000_000


class Body(io.RawIOBase):
    """A form with a file of a hundred megabytes, which are made as they are read."""

    def __init__(self, field: str) -> None:
        self.head = io.BytesIO(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="hint"\r\n\r\nlist\r\n'
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="huge.zip"\r\n'
            "Content-Type: application/zip\r\n\r\n".encode()
        )
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "the whole of it at once"
        found = self.head.read(size) or b"x" * size
        self.count += len(found)
        return found


def post(client: Client, url: str, field: str) -> tuple[int, str, int]:
    """The status, the page, and how many bytes of the upload were read."""
    body = Body(field)
    answer = client.request(
        PATH_INFO=url,
        REQUEST_METHOD="POST",
        CONTENT_TYPE=f"multipart/form-data; boundary={BOUNDARY}",
        CONTENT_LENGTH=str(HUGE),
        **{"wsgi.input": body},
    )
    return answer.status_code, answer.content.decode(), body.count


@pytest.mark.parametrize(
    ("url", "field", "words"),
    [
        ("/settings/import/", "file", "The file is larger than 20.0\xa0MB."),
        ("/settings/avatar/", "picture", "This file is larger than 20.0\xa0MB."),
    ],
)
def test_a_huge_upload_is_refused_before_it_is_received(
    client: Client, url: str, field: str, words: str
) -> None:
    client.force_login(make_member())
    status, page, count = post(client, url, field)
    assert (status, words in page) == (422, True)
    assert count < 100_000  # the beginning, with the fields that stand before the file
    assert not DataImport.objects.exists()


def test_what_stands_before_the_file_comes_back(client: Client) -> None:
    client.force_login(make_member())
    _status, page, _count = post(client, "/settings/import/", "file")
    assert '<option value="list" selected>' in page


def test_a_huge_picture_that_is_offered_is_refused(client: Client) -> None:
    client.force_login(make_member())
    url = f"/contribute/title/{make_title().pk}/image/"
    status, page, count = post(client, url, "file")
    assert (status, "This file is larger than 20.0\xa0MB." in page) == (422, True)
    assert count < 100_000


def test_staffs_spreadsheets_too(client: Client) -> None:
    client.force_login(make_staff("curator"))
    status, page, count = post(client, "/admin/films/title/import/", "file")
    assert (status, "larger" in page, count < 100_000) == (422, True, True)


def test_a_page_that_takes_no_file_reads_none(client: Client) -> None:
    status, _page, count = post(client, "/nowhere/", "file")
    assert (status, count) == (404, 0)


def test_reading_stops_where_less_was_announced() -> None:
    handler = UploadLimit()
    handler.request = type("Request", (), {})()
    handler.handle_raw_input(None, {}, 10, "")
    handler.new_file("file", "huge.zip", "application/zip", 10)
    handler.receive_data_chunk(b"x", 0)
    handler.received = MOST_IN_ALL
    with pytest.raises(Exception, match="StopUpload"):
        handler.receive_data_chunk(b"x", 1)
    field, refused = handler.request.refused_upload
    assert (field, refused.name, refused.size) == ("file", "huge.zip", MOST_IN_ALL + 1)
