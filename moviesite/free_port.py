"""Say in words that an address is taken: two servers on one port would share its visitors, and nobody would notice.

python -m moviesite.free_port HOST PORT
"""

import socket
import sys


def problem_with(host: str, port: str) -> str:
    """Why a server cannot listen there; empty when it can."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        return f"http://{host}:{port}/ cannot be served: {reason}. Choose another: PORT=8001 make run"
    return ""


if __name__ == "__main__":
    sys.exit(problem_with(*sys.argv[1:3]) or 0)
