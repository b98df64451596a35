"""Reads documents with a trained network, the way the Go reader does, but for labelling every cue on the whole window at once."""
import torch

from . import decode, windows


def scores(net, vocab, doc, size=windows.SIZE, overlap=windows.OVERLAP, floor=.05):
    """-> [(probability, anchor, window, logp [T,6])] for every wordpiece that may be a cue; anchor counts from the window's start."""
    out = []
    for w in windows.cut(doc.shapes, size, overlap):
        ids, shapes = vocab.row(doc, w)
        with torch.no_grad(), torch.autocast('cpu', dtype=torch.bfloat16):
            H = net.encode(torch.tensor([ids]), torch.tensor([shapes]), torch.ones(1, len(ids), dtype=torch.long))
            projected = net.project(H)
            p = projected[0].float().softmax(-1)[0, 1:-1, 1]
            own = torch.zeros_like(p)
            own[w.own_lo - w.lo:w.own_hi - w.lo] = 1
            pos = torch.where(p * own > floor)[0]
            if not len(pos):
                continue
            logp = net.roles(projected, torch.zeros_like(pos), pos + 1).float().log_softmax(-1)[:, 1:-1].numpy()
        out += [(float(p[k]), int(k), w, l) for k, l in zip(pos, logp)]
    return out


def attributions(doc, scored, prices):
    """Decodes scores into attributions, in the order of their anchors."""
    out = []
    for p, k, w, logp in scored:
        if p < prices.threshold:
            continue
        a = decode.attribution(decode.roles(logp, prices), k, w.lo, doc)
        if (a['cue'] or a['content']) and a not in out:
            out.append(a)
    return out
