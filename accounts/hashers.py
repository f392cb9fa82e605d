from django.contrib.auth.hashers import Argon2PasswordHasher


class LightArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id at OWASP's floor (19 MiB, 2 passes, 1 lane).

    Django's 100 MiB would let a few dozen log-ins at once exhaust a small server.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
