"""Which other titles a reader of one may like: by the same directors and writers, about the same things."""

from collections import Counter
from collections.abc import Iterable

from .models import Credit, Title, TitleKeyword

SHOWN = 6
CANDIDATES = 400  # however common a keyword is, no more rows than these are looked at
SHARED_AUTHOR, SHARED_KEYWORD = 3, 1


def related_titles(title: Title, authors: Iterable[Credit], keywords: Iterable[TitleKeyword]) -> list[Title]:
    """Up to six visible titles that share authors or keywords, most in common first, then most rated: three queries."""
    people = [credit.person_id for credit in authors if credit.person_id]
    terms = [each.keyword_id for each in keywords]
    by_authors = (
        Credit.objects.by_authors().filter(person__in=people).values_list("title", "person").distinct()
    )
    by_keywords = TitleKeyword.objects.filter(keyword__in=terms).values_list("title", "keyword")
    common: Counter[int] = Counter()
    for title_id, _ in by_authors[:CANDIDATES]:
        common[title_id] += SHARED_AUTHOR
    for title_id, _ in by_keywords[:CANDIDATES]:
        common[title_id] += SHARED_KEYWORD
    del common[title.pk]
    likeliest = [title_id for title_id, _ in common.most_common(SHOWN * 4)]
    titles = Title.objects.visible().filter(pk__in=likeliest).select_related("poster")
    return sorted(titles, key=lambda each: (-common[each.pk], -each.vote_count, each.pk))[:SHOWN]
