import socket

from moviesite.free_port import problem_with


def test_taken_port_is_said_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as taken:
        port = str(taken.getsockname()[1])
        assert problem_with("127.0.0.1", port) == (
            f"http://127.0.0.1:{port}/ cannot be served: Address already in use. Choose another: PORT=8001 make run"
        )
    assert problem_with("127.0.0.1", port) == ""


def test_host_that_is_not_here_is_said_in_words() -> None:
    assert "cannot be served" in problem_with("nowhere.invalid", "8000")
