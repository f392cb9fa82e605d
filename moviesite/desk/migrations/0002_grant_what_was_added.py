from django.db import migrations

from moviesite.desk.roles import grant_roles


def grant(apps, schema_editor):
    grant_roles(schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [("desk", "0001_create_the_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop, elidable=True)]
