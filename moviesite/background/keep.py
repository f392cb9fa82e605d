"""Keep a command running for as long as the process that started this one lives.

    python -m moviesite.background.keep COMMAND …  &  exec SERVER …

The command is started again when it dies, and asked to stop (then made to) when the server is gone,
however it went. No Django here: this process costs little.
"""

import os
import signal
import subprocess
import sys
import time

POLL, PATIENCE, LONGEST_PAUSE = 0.5, 20, 30


def keep(command: list[str], parent: int) -> None:
    """Run the command again and again, pausing longer after each quick end, until the parent is gone."""
    pause = 1.0
    while os.getppid() == parent:
        started = time.monotonic()
        # In a session of its own: Ctrl-C reaches the server, and the command is asked once, by us.
        process = subprocess.Popen(command, start_new_session=True)  # noqa: S603
        while process.poll() is None and os.getppid() == parent:
            time.sleep(POLL)
        if process.returncode is None:
            end(process)
            return
        pause = 1.0 if time.monotonic() - started > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
        wait_until = time.monotonic() + pause
        while time.monotonic() < wait_until and os.getppid() == parent:
            time.sleep(POLL)


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


if __name__ == "__main__":
    started_by = os.getppid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keep(sys.argv[1:], started_by)
