"""The stance branch: two layers of its own on the middle states of the frozen reader, and queries that look for what tells the stance.

The reader's spans, kinds and vectors stay what they are, whatever the branch learns.
"""
import math

import numpy as np
import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnx import numpy_helper

from .data import STANCES

MIDDLE = 4       # the layer whose output the branch starts from
PARTS = 3        # of an attribution: source, cue, content
SOURCE, CUE, CONTENT = 1, 2, 3


class Layer(nn.Module):
    """A layer of BERT, as in the encoder."""

    def __init__(self, h, heads, inner, drop):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.dense = (nn.Linear(h, h) for _ in range(4))
        self.up, self.down = nn.Linear(h, inner), nn.Linear(inner, h)
        self.ln1, self.ln2 = nn.LayerNorm(h, eps=1e-12), nn.LayerNorm(h, eps=1e-12)
        self.drop = nn.Dropout(drop)

    def forward(self, x, mask):
        split = lambda y: y.view(*y.shape[:2], self.heads, -1).transpose(1, 2)
        y = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=mask[:, None, None])
        x = self.ln1(x + self.drop(self.dense(y.transpose(1, 2).reshape(x.shape))))
        return self.ln2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Look(nn.Module):
    """What an attribution looks at in its window, given what it knows so far."""

    def __init__(self, h, heads, drop):
        super().__init__()
        self.heads = heads
        self.query, self.out = nn.Linear(h, h), nn.Linear(h, h)
        self.part = nn.Linear(PARTS + 1, heads)  # how much each head cares for source, cue and content, or for any of them
        self.up, self.down = nn.Linear(h, 2 * h), nn.Linear(2 * h, h)
        self.ln1, self.ln2 = nn.LayerNorm(h), nn.LayerNorm(h)
        self.drop = nn.Dropout(drop)

    def forward(self, x, key, value, row, parts, bare):
        """x [N,h]; key, value [B,heads,T,h/heads] of the windows; row [N]; parts [N,T,PARTS+1]; bare [N,1,T]: far below 0 where there is padding."""
        q = self.query(x).view(len(x), self.heads, 1, -1)
        a = (q @ key[row].transpose(2, 3)).squeeze(2) / math.sqrt(q.shape[-1]) + self.part(parts).transpose(1, 2) + bare
        y = (a.softmax(-1).unsqueeze(2) @ value[row]).reshape(x.shape)
        x = self.ln1(x + self.drop(self.out(y)))
        return self.ln2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Branch(nn.Module):
    def __init__(self, h=384, heads=12, inner=1536, layers=2, looks=2, width=192, drop=.1):
        super().__init__()
        self.heads = heads
        self.layers = nn.ModuleList(Layer(h, heads, inner, drop) for _ in range(layers))
        self.start, self.ln = nn.Linear((1 + PARTS) * h, h), nn.LayerNorm(h)
        self.seen = nn.Linear(h, 2 * h * looks)      # keys and values of all looks
        self.looks = nn.ModuleList(Look(h, heads, drop) for _ in range(looks))
        self.join, self.joined = nn.Linear((2 + PARTS) * h, width), nn.LayerNorm(width)
        self.stance = nn.Linear(width, len(STANCES))
        self.drop = nn.Dropout(drop)

    def depth(self, name):
        """How many layers lie above a pre-trained parameter; None for one that is new."""
        return len(self.layers) - 1 - int(name.split('.')[1]) if name.startswith('layers.') else None

    def forward(self, x, mask, row, pos, roles):
        """Middle states [B,T,h] and mask of windows; of attributions their window, the place of their cue [N] and the roles of its
        wordpieces [N,T] (0 none, else SOURCE, CUE, CONTENT) -> scores of the stances [N,9], to which those of the table of cues are added."""
        for layer in self.layers:
            x = layer(x, mask)
        return self.judge(x, row, pos, torch.stack([(roles == p).to(x.dtype) for p in (SOURCE, CUE, CONTENT)], -1),
                          torch.where(mask, 0., -1e4).to(x.dtype)[row][:, None])

    def judge(self, x, row, pos, parts, bare):
        mean = (parts.transpose(1, 2) @ x[row]) / (parts.sum(1).unsqueeze(-1) + 1e-3)
        first = torch.cat([x[row, pos], mean.flatten(1)], -1)
        within = (parts.sum(-1, keepdim=True) + 1e-4).log() * .3
        parts = torch.cat([within, parts], -1)
        seen = self.seen(x).view(*x.shape[:2], len(self.looks), 2, self.heads, -1).permute(2, 3, 0, 4, 1, 5)
        y = self.ln(self.start(self.drop(first)))
        for look, (key, value) in zip(self.looks, seen):
            y = look(y, key, value, row, parts, bare)
        return self.stance(self.drop(F.gelu(self.joined(self.join(self.drop(torch.cat([y, first], -1)))))))


def start_from(net, path):
    """Gives the branch's layers the weights that the layers of the same place have in an exported encoder."""
    graph = onnx.load(path).graph
    weights = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    nodes = {n.name: n for n in graph.node}
    for k, layer in enumerate(net.layers, MIDDLE):
        prefix = f'net.enc.encoder.layer.{k}.'
        count = lambda name, i: name if i == 0 else f'{name}_{i}'
        for linear, node, bias in ((layer.query, count('query', k), 'attention.self.query'), (layer.key, count('key', k), 'attention.self.key'),
                                   (layer.value, count('value', k), 'attention.self.value'), (layer.dense, count('dense', 3 * k), 'attention.output.dense'),
                                   (layer.up, count('dense', 3 * k + 1), 'intermediate.dense'), (layer.down, count('dense', 3 * k + 2), 'output.dense')):
            name = nodes[f'/{node}/MatMul_quant'].input[1].removesuffix('_quantized')
            whole = weights[name + '_quantized'].astype(np.float32) - weights[name + '_zero_point'].astype(np.float32)
            linear.weight.data = torch.tensor((whole * weights[name + '_scale']).T.copy())
            linear.bias.data = torch.tensor(weights[prefix + bias + '.bias'])
        for norm, name in ((layer.ln1, 'attention.output.LayerNorm'), (layer.ln2, 'output.LayerNorm')):
            norm.weight.data, norm.bias.data = torch.tensor(weights[prefix + name + '.weight']), torch.tensor(weights[prefix + name + '.bias'])
