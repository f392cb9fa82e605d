"""Turns the paths our drawings are written in, absolute commands and circular arcs, into straight pieces."""

import math
import re
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

Point = tuple[float, float]

STEPS = 24  # straight pieces in a curve

_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


def flattened(path: str) -> Iterator[list[Point]]:
    """The strokes of an SVG path's `d`, curves as short straight pieces.

    Raises ValueError for a command outside the absolute ones drawn here.
    """
    line: list[Point] = []
    control: Point = (0, 0)
    for letter, numbers in _commands(path):
        if letter == "M":
            if line:
                yield line
            line, control = [(numbers[0], numbers[1])], (numbers[0], numbers[1])
        elif letter == "Z":
            line.append(line[0])
        else:
            pieces, control = _pieces(letter, numbers, line[-1], control)
            line += pieces
    if line:
        yield line


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    for letter, text in _COMMAND.findall(path):
        command = "Z" if letter == "z" else letter
        numbers = [float(number) for number in _NUMBER.findall(text)]
        if command not in _TAKES:
            raise ValueError(f"The path command {letter} is not drawn.")
        takes = _TAKES[command]
        if not takes:
            yield command, []
        for start in range(0, len(numbers) if takes else 0, takes or 1):
            yield command, numbers[start : start + takes]


def _pieces(letter: str, numbers: list[float], start: Point, control: Point) -> tuple[list[Point], Point]:
    """The points after `start`, and the last control point, which S and T mirror."""
    end = _end(letter, numbers, start)
    mirrored = (2 * start[0] - control[0], 2 * start[1] - control[1])
    if letter in "CS":
        first = (numbers[0], numbers[1]) if letter == "C" else mirrored
        second = (numbers[-4], numbers[-3])
        return _bezier([start, first, second, end]), second
    if letter in "QT":
        middle = (numbers[0], numbers[1]) if letter == "Q" else mirrored
        return _bezier([start, middle, end]), middle
    if letter == "A":
        return _arc(start, end, numbers), end
    return [end], end


def _end(letter: str, numbers: list[float], start: Point) -> Point:
    if letter == "H":
        return numbers[0], start[1]
    if letter == "V":
        return start[0], numbers[0]
    return numbers[-2], numbers[-1]


def _bezier(points: list[Point]) -> list[Point]:
    return [_between(points, step / STEPS) for step in range(1, STEPS + 1)]


def _between(points: list[Point], part: float) -> Point:
    """De Casteljau: halve the polygon, at `part` instead of the middle, until a point is left."""
    while len(points) > 1:
        points = [
            (x + (next_x - x) * part, y + (next_y - y) * part)
            for (x, y), (next_x, next_y) in pairwise(points)
        ]
    return points[0]


def _arc(start: Point, end: Point, numbers: list[float]) -> list[Point]:
    """A circular arc as SVG gives it: by radius, end and two choices."""
    radius, is_large, is_clockwise = numbers[0], bool(numbers[3]), bool(numbers[4])
    chord = math.dist(start, end)
    radius = max(radius, chord / 2)
    height = math.sqrt(max(radius**2 - (chord / 2) ** 2, 0))
    side = 1 if is_large != is_clockwise else -1
    x = (start[0] + end[0]) / 2 - side * height * (end[1] - start[1]) / chord
    y = (start[1] + end[1]) / 2 + side * height * (end[0] - start[0]) / chord
    first = math.atan2(start[1] - y, start[0] - x)
    turn = math.atan2(end[1] - y, end[0] - x) - first
    turn = turn % math.tau if is_clockwise else -(-turn % math.tau)
    at = partial(_on_circle, x, y, radius)
    return [at(first + turn * step / (2 * STEPS)) for step in range(1, 2 * STEPS + 1)]


def _on_circle(x: float, y: float, radius: float, turn: float) -> Point:
    return x + radius * math.cos(turn), y + radius * math.sin(turn)
