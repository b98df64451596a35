"""How a document is cut into windows that fit the encoder.

Windows overlap and are spread evenly; each wordpiece is owned by the window in which it is most central, and a cue is decided by its owner
alone, so that contents reaching over an edge are seen whole.
"""
from dataclasses import dataclass


@dataclass
class Window:
    lo: int      # first wordpiece
    hi: int      # one past the last
    own_lo: int  # the wordpieces whose cues this window decides
    own_hi: int


def even(n, size, overlap):
    """Windows for reading: n wordpieces, at most `size` a window, neighbours sharing at least `overlap`."""
    if n <= size:
        return [Window(0, n, 0, n)] if n else []
    count = -(-(n - overlap) // (size - overlap))
    starts = [(n - size) * i // (count - 1) for i in range(count)]
    bounds = [0] + [(starts[i] + size + starts[i + 1]) // 2 for i in range(count - 1)] + [n]
    return [Window(s, s + size, bounds[i], bounds[i + 1]) for i, s in enumerate(starts)]


def shifted(doc, size, rng, margin=16):
    """Windows for training: cut anew each epoch at a random phase, at line starts where there are some; cues nearer than margin to a
    cut inside a line are not learned from."""
    n = len(doc.ids)
    out, lo, first = [], 0, True
    while lo < n:
        hi = min(n, lo + (rng.randrange(size // 3, size + 1) if first else size))
        if hi < n:
            hi = next((k for k in range(hi, lo + size // 4, -1) if starts_line(doc, k)), hi)
        left = lo if starts_line(doc, lo) else lo + margin
        right = hi if hi == n or starts_line(doc, hi) else hi - margin
        if left < right:
            out.append(Window(lo, hi, left, right))
        lo, first = hi, False
    return out


def starts_line(doc, k):
    return doc.shapes[k] // 4 == 2
