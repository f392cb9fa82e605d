from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.leaving import is_last_administrator
from accounts.models import NotificationChoice, NotificationKind, User
from accounts.usernames import change_username, clean_username


class ProfileForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["display_name", "bio"]
        help_texts = {
            "display_name": _("Shown in place of your username, if you give one."),
            "bio": _("A few lines on what you watch. No links are made."),
        }
        widgets = {"bio": forms.Textarea(attrs={"rows": 5})}

    def clean_display_name(self) -> str:
        """On one line, with nothing in it that cannot be seen."""
        name = " ".join(self.cleaned_data["display_name"].split())
        if not name.isprintable():
            raise forms.ValidationError(_("This name holds signs that cannot be seen."), code="invisible")
        return name


class UsernameForm(forms.Form):
    username = forms.CharField(
        label=_("Username"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        help_text=_(
            "Your former name leads to the new one for 90 days, and nobody else can take it meanwhile."
        ),
    )

    def __init__(self, *args: Any, member: User, **kwargs: Any) -> None:
        self.member = member
        super().__init__(*args, **kwargs)
        self.fields["username"].initial = member.username

    def clean_username(self) -> str:
        return clean_username(self.cleaned_data["username"], member=self.member)

    def save(self) -> None:
        change_username(self.member, self.cleaned_data["username"])


class PrivacyForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["has_public_ratings", "has_public_watchlist", "has_public_diary"]


SWITCHES = (("is_on_site", _("On the site")), ("is_by_email", _("By e-mail")))


class Frequency(models.TextChoices):
    """How often the digest of what a member follows comes."""

    DAILY = "daily", _("Every day with something new")
    WEEKLY = "weekly", _("Once a week")
    OFF = "off", _("Never")

    @classmethod
    def of(cls, choice: NotificationChoice) -> "Frequency":
        if not choice.is_by_email:
            return cls.OFF
        return cls.DAILY if choice.is_daily else cls.WEEKLY


class NotificationChoicesForm(forms.Form):
    """Two switches for each kind of notification: on the site, and by e-mail. Of the digest, how often it comes."""

    frequency = forms.ChoiceField(
        label=NotificationKind.NEWS.label, choices=Frequency, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, member: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        kept = {choice.kind: choice for choice in member.notification_choices.all()}
        self.fields["frequency"].initial = Frequency.of(
            kept.get(NotificationKind.NEWS) or NotificationChoice()
        )
        for kind in self.switched:
            choice = kept.get(kind) or NotificationChoice()
            for switch, label in SWITCHES:
                self.fields[f"{kind}-{switch}"] = forms.BooleanField(
                    label=label, required=False, initial=getattr(choice, switch)
                )

    @property
    def switched(self) -> list[NotificationKind]:
        return [kind for kind in NotificationKind if kind != NotificationKind.NEWS]

    @property
    def rows(self) -> list[tuple[NotificationKind, list[forms.BoundField]]]:
        """Each kind with its two switches."""
        return [(kind, [self[f"{kind}-{switch}"] for switch, _label in SWITCHES]) for kind in self.switched]

    def save(self) -> None:
        frequency = self.cleaned_data["frequency"]
        digest = {"is_by_email": frequency != Frequency.OFF, "is_daily": frequency == Frequency.DAILY}
        chosen = {kind: self._switches(kind) for kind in self.switched} | {NotificationKind.NEWS: digest}
        NotificationChoice.objects.bulk_create(
            [NotificationChoice(member=self.member, kind=kind, **values) for kind, values in chosen.items()],
            update_conflicts=True,
            unique_fields=["member", "kind"],
            update_fields=["is_on_site", "is_by_email", "is_daily"],
        )

    def _switches(self, kind: NotificationKind) -> dict[str, bool]:
        return {switch: self.cleaned_data[f"{kind}-{switch}"] for switch, _label in SWITCHES}


class DeletionForm(forms.Form):
    """What becomes of the reviews, and that the member means it."""

    KEEP, REMOVE = "keep", "remove"

    reviews = forms.ChoiceField(
        label=_("Your reviews"),
        choices=[
            (REMOVE, _("Remove them too")),
            (KEEP, _("Leave them here, with their stars, as those of “a former member”")),
        ],
        widget=forms.RadioSelect,
    )
    is_sure = forms.BooleanField(label=_("I know that this cannot be undone after that day"))

    def __init__(self, *args: Any, member: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean(self) -> None:
        if is_last_administrator(self.member):
            raise forms.ValidationError(
                _(
                    "You are the only administrator. Make another one first, or nobody can look after the site."
                ),
                code="last_administrator",
            )
