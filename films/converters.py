"""Path converters. An id too long for the database is no id at all: the address does not match, which is a 404."""

from django.urls import register_converter
from django.urls.converters import IntConverter


class RecordIdConverter(IntConverter):
    regex = "[0-9]{1,18}"


class YearConverter(IntConverter):
    regex = "[12][0-9]{3}"


register_converter(YearConverter, "year")
register_converter(RecordIdConverter, "id")
