"""The words of a decision may be taken away, and nothing else of it changed, when the member whom it concerned leaves."""

from django.db import migrations

TABLE = "reviews_moderationaction"
WORDS = "What was decided stays as it was written."
FIXED = ("id", "kind", "ground", "until_date", "created_at", "is_automatic")
KEYS = ("moderator_id", "member_id", "review_id", "title_id")
FORGOTTEN = " AND NOT (NEW.reason = '–' AND NEW.member_id IS NULL)"


def changed(different, but=""):
    fixed = (f"NEW.{column} {different} OLD.{column}" for column in FIXED)
    keys = (f"NEW.{column} IS NOT NULL AND NEW.{column} {different} OLD.{column}" for column in KEYS)
    return " OR ".join([*fixed, *keys, f"NEW.reason {different} OLD.reason{but}"])


def guard(schema_editor, but):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS decisions_stay")
        schema_editor.execute(
            f"CREATE TRIGGER decisions_stay BEFORE UPDATE ON {TABLE} WHEN {changed('IS NOT', but)} "
            f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )
        return
    schema_editor.execute(f"DROP TRIGGER IF EXISTS decisions_stay ON {TABLE}")
    schema_editor.execute(
        f"CREATE TRIGGER decisions_stay BEFORE UPDATE ON {TABLE} FOR EACH ROW "
        f"WHEN ({changed('IS DISTINCT FROM', but)}) EXECUTE FUNCTION refuse_to_change_a_decision()"
    )


def allow(apps, schema_editor):
    guard(schema_editor, FORGOTTEN)


def refuse(apps, schema_editor):
    guard(schema_editor, "")


class Migration(migrations.Migration):
    dependencies = [("reviews", "0007_keep_watchlists_viewings_and_lists")]

    operations = [migrations.RunPython(allow, refuse)]
