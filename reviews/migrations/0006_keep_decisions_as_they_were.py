"""The database itself refuses to change what a decision says, or who it names for somebody else.

Only the deletion of a member, a review or a title may empty the key that led to it. PostgreSQL refuses to delete a
decision as well; SQLite cannot tell a deletion from the emptying of a test's database, so there the model refuses.
A later migration that rebuilds this table on SQLite must create the trigger again; a test watches over it.
"""

from django.db import migrations

TABLE = "reviews_moderationaction"
WORDS = "What was decided stays as it was written."
FIXED = ("id", "kind", "ground", "reason", "until_date", "created_at", "is_automatic")
KEYS = ("moderator_id", "member_id", "review_id", "title_id")


def changed(different):
    fixed = (f"NEW.{column} {different} OLD.{column}" for column in FIXED)
    keys = (f"NEW.{column} IS NOT NULL AND NEW.{column} {different} OLD.{column}" for column in KEYS)
    return " OR ".join([*fixed, *keys])


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER decisions_stay BEFORE UPDATE ON {TABLE} WHEN {changed('IS NOT')} "
            f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )
        return
    schema_editor.execute(
        f"CREATE FUNCTION refuse_to_change_a_decision() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER decisions_stay BEFORE UPDATE ON {TABLE} FOR EACH ROW "
        f"WHEN ({changed('IS DISTINCT FROM')}) EXECUTE FUNCTION refuse_to_change_a_decision()"
    )
    schema_editor.execute(
        f"CREATE TRIGGER decisions_are_not_deleted BEFORE DELETE ON {TABLE} FOR EACH ROW "
        f"EXECUTE FUNCTION refuse_to_change_a_decision()"
    )


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS decisions_stay")
        return
    schema_editor.execute(f"DROP TRIGGER IF EXISTS decisions_stay ON {TABLE}")
    schema_editor.execute(f"DROP TRIGGER IF EXISTS decisions_are_not_deleted ON {TABLE}")
    schema_editor.execute("DROP FUNCTION IF EXISTS refuse_to_change_a_decision()")


class Migration(migrations.Migration):
    dependencies = [("reviews", "0005_report_and_moderate")]

    operations = [migrations.RunPython(guard, unguard)]
