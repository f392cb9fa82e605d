"""A decision follows the title or review it is about when that is merged, and the row names the merge.

The database goes on refusing every other change: without a new merge beside it, or of what the decision says.
"""

import django.db.models.deletion
from django.db import migrations, models

TABLE = "reviews_moderationaction"
WORDS = "What was decided stays as it was written."
FIXED = ("id", "kind", "ground", "until_date", "created_at", "is_automatic")
PEOPLE = ("moderator_id", "member_id")
FOLLOWING = ("review_id", "title_id")
FORGOTTEN = "NEW.reason = '–' AND NEW.member_id IS NULL"


def changed(different, same):
    fixed = (f"NEW.{column} {different} OLD.{column}" for column in FIXED)
    people = (f"NEW.{column} IS NOT NULL AND NEW.{column} {different} OLD.{column}" for column in PEOPLE)
    following = (
        f"NEW.{column} IS NOT NULL AND NEW.{column} {different} OLD.{column} AND NEW.merge_id {same} OLD.merge_id"
        for column in FOLLOWING
    )
    reason = f"NEW.reason {different} OLD.reason AND NOT ({FORGOTTEN})"
    return " OR ".join([*fixed, *people, *following, reason])


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS decisions_stay")
        schema_editor.execute(
            f"CREATE TRIGGER decisions_stay BEFORE UPDATE ON {TABLE} WHEN {changed('IS NOT', 'IS')} "
            f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )
        return
    condition = changed("IS DISTINCT FROM", "IS NOT DISTINCT FROM")
    schema_editor.execute(f"DROP TRIGGER IF EXISTS decisions_stay ON {TABLE}")
    schema_editor.execute(
        f"CREATE TRIGGER decisions_stay BEFORE UPDATE ON {TABLE} FOR EACH ROW "
        f"WHEN ({condition}) EXECUTE FUNCTION refuse_to_change_a_decision()"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("films", "0011_merge_records"),
        ("reviews", "0013_save_searches"),
    ]

    operations = [
        migrations.AddField(
            "moderationaction",
            "merge",
            models.ForeignKey(
                blank=True,
                editable=False,
                help_text="Where its title or review was merged into another: what it says is as it was.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="films.merge",
                verbose_name="merge that it followed",
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
