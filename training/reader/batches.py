"""Windows of documents as padded tensors."""
import torch
import torch.nn.functional as F

from .data import UNLABELLED, role_labels
from .windows import shifted


class Batch:
    """ids, shapes, mask [B,T], the two special wordpieces included."""

    def __init__(self, vocab, items):
        T = max(w.hi - w.lo for _, w in items) + 2
        B = len(items)
        self.ids = torch.full((B, T), vocab.pad)
        self.shapes = torch.zeros((B, T), dtype=torch.long)
        self.mask = torch.zeros((B, T), dtype=torch.long)
        for b, (doc, w) in enumerate(items):
            ids, shapes = vocab.row(doc, w)
            self.ids[b, :len(ids)] = torch.tensor(ids)
            self.shapes[b, :len(ids)] = torch.tensor(shapes)
            self.mask[b, :len(ids)] = 1
        self.items, self.T = items, T

    def hard(self):
        """Labels of annotated documents."""
        cue = torch.full(self.ids.shape, -100)
        self.anchors = []
        row, pos, roles = [], [], []
        for b, (doc, w) in enumerate(self.items):
            cue[b, w.own_lo - w.lo + 1:w.own_hi - w.lo + 1] = 0
            for anchor in doc.anchors:
                k = anchor.pos
                if w.own_lo <= k < w.own_hi:
                    cue[b, k - w.lo + 1] = 1
                    self.anchors.append(anchor)
                    row.append(b)
                    pos.append(k - w.lo + 1)
                    labels = role_labels(anchor, w.lo, w.hi)
                    roles.append([-100] + labels + [-100] * (self.T - 1 - len(labels)))
        as_long = lambda x: torch.tensor(x, dtype=torch.long)
        return cue, as_long(row), as_long(pos), as_long(roles).view(-1, self.T)


def epoch(docs, vocab, size, batch, rng, labelled=False):
    """One pass over the documents, windows cut anew, lengths alike within a batch; only windows with a stance to learn if labelled."""
    items = [(d, w) for d in docs for w in shifted(d.shapes, size, rng)]
    if labelled:
        items = [(d, w) for d, w in items if any(a.stance >= 0 and w.own_lo <= a.pos < w.own_hi for a in d.anchors)]
    return (Batch(vocab, b) for b in alike(items, batch, rng))


def stories(docs, vocab, size, batch, rng):
    """One pass over the story sets, the windows of a batch all from one set, so that its claims meet."""
    sets = {}
    for d in docs:
        if any(a.claim > UNLABELLED for a in d.anchors):
            sets.setdefault(d.id.split('/')[0], []).append(d)
    out = []
    for some in sets.values():
        items = [(d, w) for d in some for w in shifted(d.shapes, size, rng)]
        rng.shuffle(items)
        out += [items[i:i + batch] for i in range(0, len(items), batch)]
    rng.shuffle(out)
    return (Batch(vocab, b) for b in out)


def alike(items, batch, rng):
    """Shuffles items, whose second part is a window, and groups those of like length: lists of at most `batch`, in random order."""
    rng.shuffle(items)
    out = []
    for k in range(0, len(items), batch * 16):
        pool = sorted(items[k:k + batch * 16], key=lambda x: x[1].hi - x[1].lo)
        out += [pool[i:i + batch] for i in range(0, len(pool), batch)]
    rng.shuffle(out)
    return out


def hard_loss(net, b, vectors=None):
    cue, row, pos, roles = b.hard()
    H = net.encode(b.ids, b.shapes, b.mask)
    projected = net.project(H)
    weight = torch.tensor([1., 2.])
    loss = 10 * F.cross_entropy(projected[0].float().flatten(0, 1), cue.flatten(), ignore_index=-100, weight=weight)
    if len(row):
        logits = net.roles(projected, row, pos).float()
        loss = loss + 3 * F.cross_entropy(logits.flatten(0, 1), roles.flatten(), ignore_index=-100)
        loss = loss + judge_loss(net, b, H, row, pos, logits.detach().softmax(-1), vectors)
    return loss


STANCE_WEIGHT = torch.tensor([1., 1.8, 1.4, 2., 1.6, 1., 1.1, 1.1, 1.6])  # the rare ones count more: macro F1 asks for every one


def judge(net, H, mask, row, pos, roles):
    """Judge a batch of windows, one window after the other: outputs in order of row, which is ascending."""
    parts = []
    for b in row.unique().tolist():
        mine, n = row == b, int(mask[b].sum())
        parts.append(net.judge(H[b, :n], H[b, pos[mine]], roles[mine, :n].to(H.dtype)))
    return [torch.cat(p).float() for p in zip(*parts)]


def judge_loss(net, b, H, row, pos, roles, vectors):
    """Stance and kind of the labelled attributions, and likeness of contents: cosines as between the sentence embeddings `vectors`."""
    label = lambda name: torch.tensor([getattr(a, name) for a in b.anchors])
    stance, kind, vector, claim = label('stance'), label('kind'), label('vector'), label('claim')
    if not ((stance >= 0).any() or vectors is not None and (vector >= 0).any()):
        return 0.
    stances, kinds, mine = judge(net, H, b.mask, row, pos, roles)
    loss = 0.
    if (stance >= 0).any():
        loss = loss + F.cross_entropy(stances, stance, ignore_index=-100, weight=STANCE_WEIGHT, label_smoothing=.05)
    if (kind >= 0).any():
        loss = loss + .5 * F.cross_entropy(kinds, kind, ignore_index=-100)
    if vectors is not None and (vector >= 0).sum() > 1:
        known = vector >= 0
        target = vectors[vector[known]]
        loss = loss + 10 * F.mse_loss(mine[known] @ mine[known].t(), target @ target.t())
    if (claim >= 0).any():
        loss = loss + claim_loss(mine, claim)
    return loss


def claim_loss(vectors, claim):
    """Draws statements on one claim together and keeps others of its story apart, up to margins: cosine .8 and .35."""
    story = claim > UNLABELLED
    cosine, claim = vectors[story] @ vectors[story].t(), claim[story]
    same = (claim[:, None] == claim[None]) & (claim >= 0)[:, None]
    off = ~torch.eye(len(claim), dtype=torch.bool)
    pull, push = (.8 - cosine).clamp(min=0)[same & off] ** 2, (cosine - .35).clamp(min=0)[~same & off] ** 2
    mean = lambda x: x.mean() if len(x) else 0.
    return 4 * (mean(pull) + 2 * mean(push))


class SoftBatch(Batch):
    """Windows that a teacher has labelled: items are (doc, window, labels) with what reader.label keeps of each window."""

    def __init__(self, vocab, items):
        super().__init__(vocab, [i[:2] for i in items])
        self.labels = [i[2] for i in items]

    def soft(self):
        """-> probability of a cue [B,T] (-1 outside), and for each cue the teacher saw: row, pos, weight, role probabilities [N,T,6]."""
        cue = torch.full(self.ids.shape, -1.)
        row, pos, weight, roles = [], [], [], []
        for b, l in enumerate(self.labels):
            n = len(l['cue'])
            cue[b, 1:n + 1] = l['cue'].float()
            for k, r in zip(l['pos'].tolist(), l['roles']):
                row.append(b)
                pos.append(k + 1)
                weight.append(float(l['cue'][k]))
                full = torch.zeros(self.T, 6)
                full[1:n + 1] = r.float()
                roles.append(full)
        stacked = torch.stack(roles) if roles else torch.zeros(0, self.T, 6)
        return cue, torch.tensor(row, dtype=torch.long), torch.tensor(pos, dtype=torch.long), torch.tensor(weight), stacked


def soft_loss(net, b):
    """Cross entropy against the teacher's probabilities (Hinton, Vinyals and Dean 2015, at temperature 1), weighed as the hard loss is."""
    cue, row, pos, weight, roles = b.soft()
    projected = net.project(net.encode(b.ids, b.shapes, b.mask))
    known = cue >= 0
    logq = projected[0].float().log_softmax(-1)[known]
    p = cue[known]
    loss = 10 * -((1 - p) * logq[:, 0] + 2 * p * logq[:, 1]).sum() / (1 + p).sum()
    if len(row):
        logq = net.roles(projected, row, pos).float().log_softmax(-1)
        per_cue = -(roles * logq).sum(-1).sum(-1) / roles.sum((-1, -2))
        loss = loss + 3 * (per_cue * weight).sum() / weight.sum()
    return loss


def loss(net, b, vectors=None):
    return soft_loss(net, b) if isinstance(b, SoftBatch) else hard_loss(net, b, vectors)
