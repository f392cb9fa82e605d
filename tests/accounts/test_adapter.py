"""The secrets of second factors are of no use to who reads the database alone."""

from accounts.adapter import MFAAdapter


def test_secret_is_kept_encrypted() -> None:
    kept = MFAAdapter().encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert MFAAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_secret_outlives_a_change_of_key(settings) -> None:
    kept = MFAAdapter().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    assert MFAAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"
