from django.contrib.auth.hashers import check_password, make_password
from django.test import override_settings


@override_settings(PASSWORD_HASHERS=["accounts.hashers.LightArgon2PasswordHasher"])
def test_password_is_kept_as_argon2id_at_19_mib() -> None:
    encoded = make_password("correct horse")
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("correct horse", encoded)
    assert not check_password("wrong horse", encoded)


@override_settings(
    PASSWORD_HASHERS=[
        "accounts.hashers.LightArgon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
)
def test_older_hash_is_renewed_at_the_next_login() -> None:
    renewed = []
    old = make_password("correct horse", hasher="pbkdf2_sha256")
    assert check_password("correct horse", old, setter=renewed.append)
    assert renewed == ["correct horse"]
