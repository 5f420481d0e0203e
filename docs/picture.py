"""Draws what a terminal shows: `coffeetest eval | python3 docs/picture.py "coffeetest eval" > docs/eval.svg`."""

import html
import sys
import unicodedata

CELL_W, CELL_H, MARGIN, BAR = 8.4, 19.0, 18.0, 34.0
INK, FAINT, PAPER, EDGE, GOOD, ACCENT = "#d8dee9", "#4c566a", "#1b1f27", "#2e3440", "#a3be8c", "#d7a86e"

# Strokes of the characters that draw boxes: towards left, right, up and down of the middle of the cell.
BOX = {
    "─": "lr", "│": "ud", "┆": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu", "├": "rud", "┤": "lud", "┬": "lrd",
    "┴": "lru", "┼": "lrud", "═": "lr", "╞": "rud", "╡": "lud", "╪": "lrud", "╌": "lr",
}  # fmt: skip


def strokes(char: str, x: float, y: float) -> str:
    """Draw a character of a box in the cell whose upper left corner is here."""
    mid_x, mid_y = x + CELL_W / 2, y + CELL_H / 2
    ends = {"l": (x, mid_y), "r": (x + CELL_W, mid_y), "u": (mid_x, y), "d": (mid_x, y + CELL_H)}
    return "".join(f"M{mid_x:.1f} {mid_y:.1f}L{ends[to][0]:.1f} {ends[to][1]:.1f}" for to in BOX[char])


def words(line: str) -> list[tuple[int, str]]:
    """Split a line into runs of letters with their columns; two blanks or a stroke end a run."""
    found, start = [], None
    for column, char in enumerate(line + "  "):
        gap = char in BOX or line[column : column + 2].strip() == ""
        if gap and start is not None:
            found.append((start, line[start:column]))
            start = None
        elif not gap and start is None and char != " ":
            start = column
    return found


def color(line: str, run: str) -> str:
    """Choose the ink of a run: the command and the rate of success stand out."""
    if line.startswith("$"):
        return ACCENT
    return GOOD if "success" in line and "/" in run else INK


def draw(lines: list[str]) -> str:
    """Draw the lines in a window."""
    width = max(map(len, lines)) * CELL_W + 2 * MARGIN
    height = len(lines) * CELL_H + BAR + MARGIN
    box, letters = [], []
    for row, line in enumerate(lines):
        y = BAR + row * CELL_H
        box += [strokes(char, MARGIN + at * CELL_W, y) for at, char in enumerate(line) if char in BOX]
        for at, run in words(line):
            x, length = MARGIN + at * CELL_W, len(run) * CELL_W
            letters.append(
                f'<text x="{x:.1f}" y="{y + 0.72 * CELL_H:.1f}" textLength="{length:.1f}" '
                f'lengthAdjust="spacingAndGlyphs" fill="{color(line, run)}">'
                f"{html.escape(run)}</text>"
            )
    dots = "".join(f'<circle cx="{18 + 18 * at}" cy="17" r="5.5" fill="{EDGE}"/>' for at in range(3))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}" role="img" aria-label="{html.escape(lines[0])}">'
        f'<rect width="100%" height="100%" rx="10" fill="{PAPER}"/>{dots}'
        f'<path d="{"".join(box)}" stroke="{FAINT}" stroke-width="1.1" fill="none"/>'
        '<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,\'DejaVu Sans Mono\',monospace" font-size="14">'
        f"{''.join(letters)}</g></svg>\n"
    )


def main() -> None:
    """Read what was printed, put the command above it, and draw both."""
    text = unicodedata.normalize("NFC", sys.stdin.read()).rstrip("\n")
    command = [f"$ {sys.argv[1]}", ""] if len(sys.argv) > 1 else []
    sys.stdout.write(draw([*command, *(line.rstrip() for line in text.split("\n"))]))


if __name__ == "__main__":
    main()
