"""How a document is cut into windows that fit the encoder.

Windows begin and end at line starts where there are some. Where neighbours overlap, each wordpiece is owned by the window in which it is most
central, and a cue is decided by its owner alone.
"""
from dataclasses import dataclass

SIZE = 318     # wordpieces of a window, the two special ones not counted
OVERLAP = 0     # wordpieces that neighbours share, at most; 64 cost a sixth of the speed and gained nothing on PolNeAR dev


@dataclass
class Window:
    lo: int      # first wordpiece
    hi: int      # one past the last
    own_lo: int  # the wordpieces whose cues this window decides
    own_hi: int


def cut(shapes, size=SIZE, overlap=OVERLAP, first=None):
    """Windows over wordpieces of these shapes. The first one may be given another size, to cut elsewhere in each epoch of training."""
    n, out, lo, own = len(shapes), [], 0, 0
    while own < n:
        hi = min(n, lo + (first or size))
        first = None
        if hi < n:
            hi = next((k for k in range(hi, lo + (hi - lo) // 2, -1) if starts_line(shapes, k)), hi)
        following = hi
        if hi < n:
            following = next((k for k in range(hi - overlap, hi) if starts_line(shapes, k)), hi - overlap)
        own_hi = n if hi == n else (following + hi) // 2
        out.append(Window(lo, hi, own, own_hi))
        lo, own = following, own_hi
    return out


def shifted(shapes, size, rng, margin=16):
    """Windows for training: no overlap, cut anew each epoch; cues nearer than margin to a cut inside a line are not learned from."""
    n, out = len(shapes), []
    for w in cut(shapes, size, 0, first=rng.randrange(size // 3, size + 1)):
        left = w.lo if starts_line(shapes, w.lo) else w.lo + margin
        right = w.hi if w.hi == n or starts_line(shapes, w.hi) else w.hi - margin
        if left < right:
            out.append(Window(w.lo, w.hi, left, right))
    return out


def starts_line(shapes, k):
    return shapes[k] // 4 == 2
