"""Full addresses, for what is read away from the site: canonical links, previews, structured data, sitemaps."""

from urllib.parse import urljoin

from django.conf import settings


def full_url(path: str) -> str:
    """`path` with the site's own scheme and host in front, whatever host a visitor asked for.

    An address that has a host already, such as a picture's in a bucket, stays as it is.
    """
    return urljoin(f"{settings.SITE_URL}/", path)
