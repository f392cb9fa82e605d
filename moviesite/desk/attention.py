"""All that needs attention, queues first, as far as somebody may do something about it."""

from itertools import groupby
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

import films.attention
import reviews.attention
from accounts.models import User
from films.attention import Attention, Found, count_all

LINES: list[Attention] = [*reviews.attention.LINES, *films.attention.LINES]


def attention_for(member: User | AnonymousUser) -> list[tuple[Any, list[tuple[str, Found]]]]:
    """(group, [(address of the list, what was found)]) of what this member may attend to; one query for all."""
    found = count_all([line for line in LINES if member.has_perm(line.permission)])
    grouped = groupby(found, key=lambda each: each.line.group)
    return [(group, [(_address(each.line), each) for each in members]) for group, members in grouped]


def _address(line: Attention) -> str:
    name, query = line.address
    return f"{reverse(name)}?{query}" if query else reverse(name)
