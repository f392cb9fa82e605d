"""Genres and keywords: the two vocabularies that group titles."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from films.slugs import slug_for

from .fact import TitleFact
from .version import Versions


class Term(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.CharField(_("address"), max_length=80, unique=True, editable=False)

    history = Versions(inherit=True)

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="a_%(class)s_has_a_name")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def named(cls, name: str):
        """A term that is not stored yet, with the address made from its name."""
        return cls(name=name, slug=slug_for(name, fallback="term"))


class Genre(Term):
    """A kind of film: Documentary, Drama, Film-Noir."""

    class Meta(Term.Meta):
        verbose_name = _("genre")
        verbose_name_plural = _("genres to choose from")

    def get_absolute_url(self) -> str:
        return reverse("genre", args=[self.slug])


class Keyword(Term):
    """A word for what a title shows or is about."""

    class Meta(Term.Meta):
        verbose_name = _("keyword")
        verbose_name_plural = _("keywords to choose from")

    def get_absolute_url(self) -> str:
        return reverse("keyword", args=[self.slug])


class TitleGenre(TitleFact):
    genre = models.ForeignKey(Genre, verbose_name=_("genre"), on_delete=models.PROTECT)

    class Meta(TitleFact.Meta):
        verbose_name = _("genre")
        verbose_name_plural = _("genres")
        constraints = [models.UniqueConstraint(fields=["title", "genre"], name="a_genre_is_listed_once")]

    def __str__(self) -> str:
        return self.genre.name


class TitleKeyword(TitleFact):
    keyword = models.ForeignKey(Keyword, verbose_name=_("keyword"), on_delete=models.PROTECT)

    class Meta(TitleFact.Meta):
        verbose_name = _("keyword")
        verbose_name_plural = _("keywords")
        constraints = [models.UniqueConstraint(fields=["title", "keyword"], name="a_keyword_is_listed_once")]

    def __str__(self) -> str:
        return self.keyword.name
