"""What members and staff write about a review rather than in one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from films.models import Title
from films.sections import SECTIONS
from reviews.honeypot import HoneypotField
from reviews.models import REPORTABLE, ActionKind, Ground
from reviews.models.appeal import APPEAL_LENGTH
from reviews.models.moderation_action import REASON_LENGTH
from reviews.models.report import NOTE_LENGTH
from reviews.moderation import Decision
from reviews.permissions import can_sanction
from reviews.plain_text import clean_text, has_something_to_read
from reviews.setting_aside import set_ratings_aside
from reviews.unusual_voting import freeze_score, thaw_score
from reviews.vote_rings import Ring

LONGEST_ROW_ID = 10**18
NOT_OF_A_ROW = (Ground.ABUSE, Ground.OFF_TOPIC)


class TextField(forms.CharField):
    """A few lines, without the characters that nobody can see."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}), **kwargs)

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "").strip()

    def validate(self, value: str) -> None:
        super().validate(value)
        if self.required and not has_something_to_read(value):
            raise ValidationError(self.error_messages["required"], code="required")


class MomentWidget(forms.SplitDateTimeWidget):
    """A day and a time, each saying which it is."""

    def __init__(self) -> None:
        super().__init__(
            date_attrs={"type": "date", "aria-label": _("Day")},  # type: ignore[dict-item]  # lazy
            time_attrs={"type": "time", "aria-label": _("Time")},  # type: ignore[dict-item]
        )


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=[(ground.value, ground.label) for ground in REPORTABLE],
        widget=forms.RadioSelect,
    )
    note = TextField(
        label=_("Anything the staff should know"),
        required=False,
        max_length=NOTE_LENGTH,
        help_text=_("Only the staff read it."),
    )
    website = HoneypotField()

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("reason") == Ground.OTHER and "note" in data and not data["note"]:
            self.add_error("note", _("Say what is wrong."))


class RowReportForm(ReportForm):
    """A report of a row of the catalogue: in which section, and which row where the link said so."""

    section = forms.ChoiceField(
        label=_("Where is it?"), choices=[(section.name, section.heading) for section in SECTIONS]
    )
    row = forms.IntegerField(required=False, min_value=0, max_value=LONGEST_ROW_ID, widget=forms.HiddenInput)
    field_order = ("section", "row", "reason", "note")


class AppealForm(forms.Form):
    text = TextField(
        label=_("Why is the decision wrong?"),
        max_length=APPEAL_LENGTH,
        help_text=_("Another member of the staff reads it. You can appeal once."),
    )


DEEDS = {
    ActionKind.HIDE: _("Hide the review"),
    ActionKind.RESTORE: _("Show the review again"),
    ActionKind.MARK_SPOILER: _("Fold the review as a spoiler"),
    ActionKind.UNMARK_SPOILER: _("Unfold it: it is no spoiler"),
    ActionKind.WARN: _("Warn the author; a review that is shown stays"),
    ActionKind.SUSPEND: _("Suspend the author, who then reads and exports but does not write"),
    ActionKind.LIFT_SUSPENSION: _("Lift the author’s suspension"),
    ActionKind.DISMISS: _("Dismiss the reports: nothing is wrong"),
    ActionKind.CORRECT: _("It has been put right in the catalogue"),
}
"""What staff choose from; what became of it has other words, those of ActionKind."""


class DecisionForm(forms.Form):
    """What staff decide about reports; `kinds` are the decisions that fit what is reported."""

    kind = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=_("Ground"), choices=Ground.choices, help_text=_("Shown in the public log.")
    )
    reason = TextField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        help_text=_("The author reads it. Not in the public log."),
    )
    until_date = forms.DateField(
        label=_("Suspended until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Only to suspend: up to and including this day."),
    )

    def __init__(self, *args: Any, kinds: tuple[ActionKind, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [(kind.value, DEEDS[kind]) for kind in kinds]
        field.error_messages["invalid_choice"] = _("You cannot take this decision here.")
        if ActionKind.SUSPEND not in kinds:
            del self.fields["until_date"]

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("kind") != ActionKind.SUSPEND or "until_date" not in data:
            return
        if data["until_date"] is None:
            self.add_error("until_date", _("Say until when."))
        elif data["until_date"] <= timezone.localdate():
            self.add_error("until_date", _("A suspension ends on a day to come."))

    @property
    def decision(self) -> Decision:
        data = self.cleaned_data
        return Decision(
            ActionKind(data["kind"]), Ground(data["ground"]), data["reason"], data.get("until_date")
        )


class AppealDecisionForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[("upheld", _("Uphold the appeal: undo the decision")), ("rejected", _("Reject the appeal"))],
        widget=forms.RadioSelect,
    )
    answer = TextField(label=_("Answer"), max_length=APPEAL_LENGTH, help_text=_("The author reads it."))


NOT_YOURS = _("Somebody with more rights than you, or you yourself: not yours to decide.")


def _may_set_aside(moderator: User, ring: Ring) -> bool:
    return all(can_sanction(moderator, member) for member in {*ring.voters, *ring.authors})


class SetAsideForm(forms.Form):
    """Which of these rings' votes are not counted any more, and why."""

    rings = forms.MultipleChoiceField(
        label=_("Whose votes?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    reason = TextField(label=_("Public reason"), max_length=500)

    def __init__(self, *args: Any, rings: Sequence[Ring], moderator: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = [(ring, _may_set_aside(moderator, ring)) for ring in rings]
        field: Any = self.fields["rings"]
        field.choices = [(ring.key, ring.key) for ring, may in self.found if may]
        field.error_messages["invalid_choice"] = NOT_YOURS

    @property
    def chosen(self) -> list[tuple[list[int], list[int]]]:
        """(voters, authors) of each."""
        sides = (key.split(":") for key in self.cleaned_data["rings"])
        return [
            ([int(pk) for pk in voters.split("-")], [int(pk) for pk in authors.split("-")])
            for voters, authors in sides
        ]


class PutBackForm(forms.Form):
    reason = TextField(label=_("Public reason"), max_length=500)


class NewcomersForm(forms.Form):
    """Since when newcomers' ratings of a title are not counted."""

    since = forms.SplitDateTimeField(
        label=_("Given since"),
        widget=MomentWidget,
        help_text=_("Only ratings by members who had joined less than three days before they gave them."),
    )
    why = TextField(label=_("Public reason"), max_length=500)

    def act(self, moderator: User, title: Title) -> None:
        set_ratings_aside(moderator, title, self.cleaned_data["since"], self.cleaned_data["why"])


class FreezeForm(forms.Form):
    """Which earlier value of a title's score to show, and the notice that goes with it."""

    as_of = forms.SplitDateTimeField(
        label=_("Show the score as it was at"),
        widget=MomentWidget,
        help_text=_("Ratings given or changed later are left out of what is shown."),
    )
    notice = TextField(label=_("Public notice"), max_length=500)

    def clean_as_of(self) -> datetime:
        moment: datetime = self.cleaned_data["as_of"]
        if moment > timezone.now():
            raise ValidationError(_("Choose a time in the past."))
        return moment

    def act(self, moderator: User, title: Title) -> None:
        freeze_score(moderator, title, self.cleaned_data["as_of"], self.cleaned_data["notice"])


class ThawForm(forms.Form):
    """Why a frozen score is shown again as it is."""

    reason = TextField(label=_("Public reason"), max_length=500)

    def act(self, moderator: User, title: Title) -> None:
        thaw_score(moderator, title, self.cleaned_data["reason"])
