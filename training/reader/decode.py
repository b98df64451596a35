"""From scores to spans: one Viterbi pass a cue over the roles, then spans in code points."""
from dataclasses import dataclass, replace

import numpy as np

from .data import BC, BS, IC, IS, O, Q


@dataclass
class Prices:
    """In nats; tuned on PolNeAR dev."""
    threshold: float = .78   # a cue is a wordpiece at least this probable
    orphan: float = 6.      # an inside that follows no beginning
    source: float = 0.      # every piece of source
    content: float = 1.5    # every piece of content, unless there would be none


def transitions(prices):
    t = np.zeros((6, 6), np.float32)
    t[[O, Q, BC, IC], IS] = -prices.orphan
    t[[O, Q, BS, IS], IC] = -prices.orphan
    t[:, BS] -= prices.source
    t[:, BC] -= prices.content
    return t


def roles(logp, prices):
    """The best path at these prices; if that has no content, the best one that pays nothing for one."""
    path = viterbi(logp, prices)
    if BC not in path and IC not in path:
        path = viterbi(logp, replace(prices, content=0.))
    return path


def viterbi(logp, prices):
    """logp [T,6] log probabilities -> best role of each wordpiece."""
    t = transitions(prices)
    score = logp[0] + np.array([0, -prices.source, -prices.orphan, 0, -prices.content, -prices.orphan], np.float32)
    back = np.zeros(logp.shape, np.int8)
    for i in range(1, len(logp)):
        reached = score[:, None] + t
        back[i] = reached.argmax(0)
        score = reached[back[i], range(6)] + logp[i]
    path = [int(score.argmax())]
    for i in range(len(logp) - 1, 0, -1):
        path.append(int(back[i][path[-1]]))
    return path[::-1]


def pieces(path, begin, inside):
    """Runs of one role: [first, last+1] of wordpieces; a B starts a new one."""
    out = []
    for i, r in enumerate(path):
        if r == begin or r == inside and not (out and out[-1][1] == i):
            out.append([i, i + 1])
        elif r == inside:
            out[-1][1] = i + 1
    return out


def words(text, offsets):
    """The wordpieces of each word: [(first, last+1)]."""
    out = []
    for i, (start, _) in enumerate(offsets):
        if i and start <= offsets[i - 1][1] and text[start - 1:start + 1].isalnum():
            out[-1][1] = i + 1
        else:
            out.append([i, i + 1])
    return out


def whole_words(path, parts):
    """Gives the wordpieces of a word one role, so that no span begins or ends within it: that of a cue, or else the first there is."""
    path = list(path)
    for first, end in parts:
        mine = [r for r in path[first:end] if r]
        if end - first < 2 or not mine:
            continue
        begin = Q if Q in mine else mine[0]
        if begin in (IS, IC) and begin - 1 in mine:
            begin -= 1
        path[first:end] = [begin] + [begin + (begin in (BS, BC))] * (end - first - 1)
    return path


def attribution(path, anchor, lo, doc):
    """Roles of a window -> {'source', 'cue', 'content'} in code points; the window starts at wordpiece lo of doc. Go cuts off, besides, what lies in
    another paragraph, and knows some attributions by the layout of the text."""
    offsets = doc.offsets
    parts = words(doc.text, offsets[lo:lo + len(path)])
    path = whole_words(path, parts)
    chars = lambda p: [offsets[lo + p[0]][0], offsets[lo + p[1] - 1][1]]
    source = pieces(path, BS, IS)
    cue = pieces(path, None, Q)
    if not cue and path[anchor] not in (BS, IS, BC, IC):
        cue = [next(p for p in parts if p[1] > anchor)]
    source = [max(source, key=lambda p: (p[1] - p[0], -p[0]))] if source else []
    return {'source': [chars(p) for p in source], 'cue': [chars(p) for p in cue], 'content': [chars(p) for p in pieces(path, BC, IC)]}
