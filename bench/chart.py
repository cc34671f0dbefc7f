"""The chart of rate against store size, as an SVG that stands by itself."""

import math
from statistics import median

from workloads import Plan, Results, size_name

WIDTH, HEIGHT = 720, 380
LEFT, RIGHT, TOP, BOTTOM = 80, 150, 40, 50
COLOURS = {"R1": "#1f6feb", "R2": "#bf5700"}
NAMES = {"R1": "one ticket", "R2": "a list of 50"}


def nice_top(value: float) -> float:
    """The least of 1, 2, 2.5, 5 times a power of ten that is not below the value."""
    power = 10 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= value)


class Scale:
    def __init__(self, sizes: list[int], top: float):
        self.low, self.high, self.top = math.log10(sizes[0]), math.log10(sizes[-1]), top

    def x(self, size: int) -> float:
        share = (math.log10(size) - self.low) / ((self.high - self.low) or 1)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, rate: float) -> float:
        return HEIGHT - BOTTOM - rate / self.top * (HEIGHT - TOP - BOTTOM)


def text(x: float, y: float, words: str, anchor: str = "middle", colour: str = "#57606a") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'


def draw_grid(scale: Scale, sizes: list[int]) -> list[str]:
    parts = []
    for step in range(6):
        rate = scale.top * step / 5
        y = scale.y(rate)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#d0d7de"/>')
        parts.append(text(LEFT - 8, y + 4, f"{rate:,.0f}", "end"))
    parts += [text(scale.x(size), HEIGHT - BOTTOM + 20, size_name(size)) for size in sizes]
    parts.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "tickets in the store"))
    return parts


def draw_series(scale: Scale, workload: str, sizes: list[int], results: Results) -> list[str]:
    """The medians as a line; each size's least and greatest round as a stroke through it."""
    colour, parts, points = COLOURS[workload], [], []
    for size in sizes:
        rates = [measured.rate for measured in results.rounds[f"{workload} {size_name(size)}"]]
        x, y = scale.x(size), scale.y(median(rates))
        points.append(f"{x:.1f},{y:.1f}")
        low, high = scale.y(min(rates)), scale.y(max(rates))
        parts.append(f'<path d="M{x:.1f} {low:.1f}V{high:.1f}" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>')
    parts.append(f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" stroke-width="2"/>')
    parts.append(text(WIDTH - RIGHT + 12, y + 4, f"{workload}: {NAMES[workload]}", "start", colour))
    return parts


def draw_yardstick(scale: Scale, series: str, colour: str, results: Results) -> list[str]:
    y = scale.y(median(measured.rate for measured in results.rounds[series]))
    line = f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{colour}" stroke-dasharray="5 4"/>'
    return [line, text(WIDTH - RIGHT + 12, y - 8, series, "start", colour)]


def draw(plan: Plan, results: Results) -> str:
    series = [f"{workload} {size_name(size)}" for workload in COLOURS for size in plan.sizes]
    most = max(m.rate for name in [*series, "nginx ticket", "nginx list"] for m in results.rounds[name])
    scale = Scale(plan.sizes, nice_top(most))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"'
        ' font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        text(
            LEFT,
            22,
            "Requests per second by store size; dashed: nginx with a body of the same size",
            "start",
        ),
        *draw_grid(scale, plan.sizes),
    ]
    for workload, yardstick in (("R1", "nginx ticket"), ("R2", "nginx list")):
        parts += draw_yardstick(scale, yardstick, COLOURS[workload], results)
        parts += draw_series(scale, workload, plan.sizes, results)
    return "\n".join([*parts, "</svg>", ""])
