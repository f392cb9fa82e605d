from typing import Any

from django.db import migrations

from accounts.secrets import encrypt_anew


def encrypt(apps: Any, editor: Any) -> None:
    """Kept by a site that ran before secrets were encrypted."""
    encrypt_anew(apps.get_model("mfa", "Authenticator").objects.using(editor.connection.alias))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_choose_how_often_the_digest_comes"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(encrypt, migrations.RunPython.noop, elidable=True)]
