"""The reader's network: an encoder, a cue head, and a role head that labels a window once for each cue."""
import json
import os

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from transformers import AutoModel

from .data import BC, IC, KINDS, ROLES, SHAPES, STANCES, BS, IS, Q

FROZEN = 4  # layers of the teacher that keep their pre-training; a fifth less work a step. Shapes enter after them
REACH = 64  # relative positions beyond this are all alike


class Judge(nn.Module):
    """What a whole attribution is: kind of the source, a vector for the proposition, and a stance that only teaches the encoder: see stances.py for the one that counts. It reads the states of the window
    through the roles' probabilities, so it needs no spans."""

    def __init__(self, h, width=192, looks=4, vector=128):
        super().__init__()
        self.look = nn.Linear(h, looks)              # what in cue and content is telling ("should", "not", a question mark)
        self.join = nn.Linear((4 + looks) * h, width)
        self.ln = nn.LayerNorm(width)
        self.drop = nn.Dropout(.1)
        self.stance = nn.Linear(width, len(STANCES))
        self.kind = nn.Linear(width, len(KINDS))
        self.vector = nn.Linear(h, vector)

    def forward(self, H, C, roles):
        """States [T,h] of one window, those of its cues' anchors [N,h], role probabilities [N,T,roles] -> stances, kinds (logits) and vectors [N,...]."""
        source, cue, content = roles[..., BS] + roles[..., IS], roles[..., Q], roles[..., BC] + roles[..., IC]
        mean = lambda weight: weight @ H / (weight.sum(-1, keepdim=True) + 1e-3)
        said = mean(content)
        telling = (self.look(H).t()[None] + (cue + content + 1e-4).log()[:, None]).softmax(-1) @ H
        x = torch.cat([C, mean(source), mean(cue), said, telling.flatten(1)], -1)
        x = self.drop(F.gelu(self.ln(self.join(x))))
        return self.stance(x), self.kind(x), F.normalize(self.vector(said), dim=-1)


class Reader(nn.Module):
    def __init__(self, encoder, width=256, enter=0):
        super().__init__()
        self.enc = encoder
        self.enter = enter  # the layer at whose input the shapes are added
        h = encoder.config.hidden_size
        self.shape = nn.Embedding(SHAPES, h)
        self.cue = nn.Linear(h, 2)
        self.A = nn.Linear(h, width)                   # the cue's state
        self.B = nn.Linear(h, width)                   # each wordpiece's state
        self.U = nn.Linear(h, width, bias=False)       # their product: wordpieces that agree with the cue
        self.V = nn.Linear(h, width, bias=False)
        self.P = nn.Embedding(2 * REACH + 1, width)    # their distance
        self.ln = nn.LayerNorm(width)
        self.drop = nn.Dropout(.1)
        self.conv = nn.Conv1d(width, width, 5, padding=2, groups=8)
        self.wide = nn.Conv1d(width, width, 5, padding=8, dilation=4, groups=8)
        self.gate = nn.Parameter(torch.zeros(width))   # the wide convolution starts as no change
        self.o = nn.Linear(width, len(ROLES))
        self.judge = Judge(h)
        nn.init.normal_(self.P.weight, std=.02)
        nn.init.zeros_(self.shape.weight)
        nn.init.zeros_(self.U.weight)

    def freeze(self, layers):
        """Leaves the embeddings and the first layers as they are."""
        for p in [*self.enc.embeddings.parameters(), *self.enc.encoder.layer[:layers].parameters()]:
            p.requires_grad_(False)

    def depth(self, name):
        """How many layers lie above a pre-trained parameter; None for one that is new."""
        layers = len(self.enc.encoder.layer)
        if not name.startswith('enc.'):
            return None
        return layers - 1 - int(name.split('layer.')[1].split('.')[0]) if 'layer.' in name else layers

    def encode(self, ids, shapes, mask):
        """[B,T] wordpiece ids, shapes and mask -> [B,T,h] states."""
        if self.enter == 0:
            x = self.enc.get_input_embeddings()(ids) + self.shape(shapes)
            return self.enc(inputs_embeds=x, attention_mask=mask).last_hidden_state
        add = lambda _, args: (args[0] + self.shape(shapes), *args[1:])
        hook = self.enc.encoder.layer[self.enter].register_forward_pre_hook(add)
        try:
            return self.enc(input_ids=ids, attention_mask=mask).last_hidden_state
        finally:
            hook.remove()

    def project(self, H):
        """[B,T,h] -> cue logits [B,T,2] and what the role head needs of every wordpiece, [B,T,width] each."""
        return self.cue(H), self.A(H), self.B(H), self.U(H), self.V(H)

    def score(self, a, v, b, u, rel):
        """Cue states a, v [N,width]; window states b, u [N,T,width]; rel [N,T] in 0..2*REACH -> role logits [N,T,roles]."""
        x = self.drop(F.gelu(self.ln(b + a[:, None] + u * v[:, None] + self.P(rel))))
        y = x + F.gelu(self.conv(x.transpose(1, 2)).transpose(1, 2))
        y = y + self.gate * F.gelu(self.wide(y.transpose(1, 2)).transpose(1, 2))
        return self.o(y)

    def roles(self, projected, row, pos):
        """Role logits for cues standing at pos in window row."""
        _, A, B, U, V = projected
        T = B.shape[1]
        rel = (torch.arange(T, device=pos.device)[None] - pos[:, None]).clamp(-REACH, REACH) + REACH
        return self.score(A[row, pos], V[row, pos], B[row], U[row], rel)


def is_mpnet(encoder_dir):
    with open(os.path.join(encoder_dir, 'config.json'), encoding='utf8') as f:
        return json.load(f)['model_type'] == 'mpnet'


class Vocabulary:
    """BERT's wordpieces, and their ids in an encoder's own numbering: MPNet puts four special ones before them."""

    def __init__(self, encoder_dir):
        self.shift, self.cls, self.sep, self.pad = (4, 0, 2, 1) if is_mpnet(encoder_dir) else (0, 101, 102, 0)
        self.tokenizer = Tokenizer.from_file(os.path.join(encoder_dir, 'tokenizer.json'))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.tokenizer.encode_special_tokens = True  # "[SEP]" in a text is text

    def row(self, doc, w):
        """A window as the encoder's ids and shapes, special wordpieces included."""
        return [self.cls] + [i + self.shift for i in doc.ids[w.lo:w.hi]] + [self.sep], [0] + doc.shapes[w.lo:w.hi] + [0]


def build(encoder_dir, weights=None):
    extra = {} if is_mpnet(encoder_dir) else {'attn_implementation': 'sdpa'}
    enc = AutoModel.from_pretrained(encoder_dir, attention_probs_dropout_prob=0., hidden_dropout_prob=.05, **extra)
    if hasattr(enc, 'pooler'):
        enc.pooler = None
    net = Reader(enc, enter=FROZEN if is_mpnet(encoder_dir) else 0)
    if net.enter:
        net.freeze(net.enter)
    if weights:
        load(net, weights)
    return net


def load(net, path):
    """Loads weights; what the file lacks (a prototype's smaller head) keeps its start. Unknown names are an error."""
    state = {k: v.float() if v.is_floating_point() else v for k, v in load_file(path).items() if '.pooler.' not in k and 'position_ids' not in k}
    result = net.load_state_dict(state, strict=False)
    if result.unexpected_keys:
        raise ValueError(f'{path}: not the weights of this network: {result.unexpected_keys[:3]}')
    return result.missing_keys


def save(net, path):
    save_file({k: v.contiguous() for k, v in net.state_dict().items()}, path + '.tmp')
    os.replace(path + '.tmp', path)
