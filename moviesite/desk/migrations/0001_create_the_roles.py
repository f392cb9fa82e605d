from django.db import migrations

from moviesite.desk.roles import grant_roles


def grant(apps, schema_editor):
    # By the code as it is now, not as it was: what roles may do is no business of the tables'.
    grant_roles(schema_editor.connection.alias)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("accounts", "0005_count_login_tries"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="RoleHolder",
            fields=[],
            options={
                "verbose_name": "member of staff",
                "verbose_name_plural": "roles of staff",
                "proxy": True,
                "default_permissions": ("view", "change"),
                "indexes": [],
                "constraints": [],
            },
            bases=("accounts.user",),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop, elidable=False),
    ]
