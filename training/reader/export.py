"""Writes a trained reader as int8 ONNX graphs and a vocabulary: python -m reader.export --encoder DIR --weights FILE --out models/reader
and the stance branch that was trained on these graphs: python -m reader.export --stances FILE --out models/reader

encoder.onnx: ids [1,T], shapes [1,T] (int64, the two special wordpieces included) -> states, middle [1,T,h] (the last layer's output, and that of the
              layer from which the stance branch goes on), cue [1,T] (log odds)
roles.onnx:   states [1,T,h], pos [N], near [1] (int64) -> logp [N,T,6], kind [N,8] (log probabilities), vector [N,128] (of length one)
              Of the window a cue sees the near wordpieces around it; all others get no role.
stances.onnx: middle [1,T,h], pos [N], roles [N,T] (int64: 0 to 5, in the order of data.ROLES) -> stance [N,9] (log probabilities)
"""
import argparse
import os
import tempfile

import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from safetensors.torch import load_file

from . import model, stances


class Attend(torch.autograd.Function):
    """Attention over all heads; in the graph it is ONNX Runtime's own operator, which never holds the T x T matrix whole."""

    @staticmethod
    def forward(ctx, q, k, v, heads):
        split = lambda x: x.view(*x.shape[:2], heads, -1).transpose(1, 2)
        y = F.scaled_dot_product_attention(split(q), split(k), split(v))
        return y.transpose(1, 2).reshape(q.shape)

    @staticmethod
    def symbolic(g, q, k, v, heads):
        return g.op('com.microsoft::MultiHeadAttention', q, k, v, num_heads_i=heads).setType(q.type())


class AddNorm(torch.autograd.Function):
    """The layer norm of a sum. ONNX Runtime's operator for it takes a quarter of the time of its operator for the norm alone."""

    @staticmethod
    def forward(ctx, x, y, weight, bias, eps):
        return F.layer_norm(x + y, weight.shape, weight, bias, eps)

    @staticmethod
    def symbolic(g, x, y, weight, bias, eps):
        return g.op('com.microsoft::SkipLayerNormalization', x, y, weight, bias, epsilon_f=eps).setType(x.type())

    @staticmethod
    def of(norm, x, y):
        return AddNorm.apply(x, y, norm.weight, norm.bias, norm.eps)


class Gelu(torch.autograd.Function):
    """By way of tanh, which is off by less than 0.0005: far less than int8 is."""

    @staticmethod
    def forward(ctx, x):
        return F.gelu(x, approximate='tanh')

    @staticmethod
    def symbolic(g, x):
        return g.op('com.microsoft::FastGelu', x).setType(x.type())


class Encode(nn.Module):
    """The BERT encoder written out for one window without padding."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def encode(self, ids, shapes):
        n = self.net
        e = n.enc.embeddings
        positions = torch.arange(ids.shape[1])[None]
        x = e.word_embeddings(ids) + n.shape(shapes) + e.position_embeddings(positions) + e.token_type_embeddings.weight[0]
        x = e.LayerNorm(x)
        for k, layer in enumerate(n.enc.encoder.layer):
            if k == stances.MIDDLE:
                middle = x
            a, out = layer.attention.self, layer.attention.output
            y = Attend.apply(a.query(x), a.key(x), a.value(x), n.enc.config.num_attention_heads)
            x = out.LayerNorm(out.dense(y) + x)
            y = F.gelu(layer.intermediate.dense(x))
            x = layer.output.LayerNorm(layer.output.dense(y) + x)
        return x, middle

    def forward(self, ids, shapes):
        H, middle = self.encode(ids, shapes)
        logits = self.net.cue(H)
        return H, middle, logits[..., 1] - logits[..., 0]


class Roles(nn.Module):
    """The role head, each cue on its own stretch of the window."""

    UNSEEN = -20.  # log probability of a role beyond it

    def __init__(self, net):
        super().__init__()
        self.net = net

    def convolve(self, conv, x):
        """On [N,T,width]. As an image of one line, ONNX Runtime gives it a kernel that is four times as fast as that for sequences."""
        y = F.conv2d(x.unsqueeze(1).permute(0, 3, 1, 2), conv.weight.unsqueeze(2), conv.bias, padding=(0, *conv.padding), dilation=(1, *conv.dilation), groups=conv.groups)
        return y.permute(0, 2, 3, 1).squeeze(1)

    def score(self, H, C, pos, at):
        """As model.Reader.score, for the wordpieces at [N,L]."""
        n = self.net
        rel = (at - pos[:, None]).clamp(-model.REACH, model.REACH) + model.REACH
        x = n.U(H)[at] * n.V(C)[:, None] + (n.P(rel) + n.A(C)[:, None])
        x = Gelu.apply(AddNorm.of(n.ln, x, n.B(H)[at]))
        y = x + Gelu.apply(self.convolve(n.conv, x))
        return n.o(y + n.gate * Gelu.apply(self.convolve(n.wide, y)))

    def forward(self, states, pos, near):
        H, C = states[0], states[0][pos]
        N, T = pos.shape[0], states.shape[1]
        near = torch.minimum(near, torch.as_tensor(T))
        first = torch.minimum((pos - near // 2).clamp(min=0), T - near)
        at = first[:, None] + torch.arange(near[0])
        seen = self.score(H, C, pos, at).log_softmax(-1)
        unseen = torch.tensor([0.] + [self.UNSEEN] * (len(model.ROLES) - 1)).expand(N * T, -1)
        logp = unseen.index_put(((at + T * torch.arange(N)[:, None]).flatten(),), seen.flatten(0, 1)).view(N, T, -1)
        _, kind, vector = self.net.judge(H, C, logp.exp())  # its stance only taught the encoder
        return logp, kind.log_softmax(-1), vector


class Stances(nn.Module):
    """The stance branch for one window without padding."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def layer(self, n, x):
        y = Attend.apply(n.query(x), n.key(x), n.value(x), n.heads)
        x = AddNorm.of(n.ln1, n.dense(y), x)
        return AddNorm.of(n.ln2, n.down(F.gelu(n.up(x))), x)

    def look(self, n, x, key, value, parts):
        """key [heads,d,T], value [heads,T,d], parts [N,T,PARTS+1]."""
        q = n.query(x).view(x.shape[0], n.heads, -1).transpose(0, 1)
        a = q @ key / q.shape[-1] ** .5 + n.part(parts).permute(2, 0, 1)
        y = (a.softmax(-1) @ value).transpose(0, 1).reshape(x.shape)
        x = AddNorm.of(n.ln1, n.out(y), x)
        return AddNorm.of(n.ln2, n.down(F.gelu(n.up(x))), x)

    def forward(self, middle, pos, roles):
        n = self.net
        x = middle
        for layer in n.layers:
            x = self.layer(layer, x)
        x = x[0]
        part = torch.tensor([[0., 0., 0.], [1., 0., 0.], [1., 0., 0.], [0., 1., 0.], [0., 0., 1.], [0., 0., 1.]])[roles]
        mean = (part.transpose(1, 2) @ x) / (part.sum(1).unsqueeze(-1) + 1e-3)
        first = torch.cat([x[pos], mean.flatten(1)], -1)
        parts = torch.cat([(part.sum(-1, keepdim=True) + 1e-4).log() * .3, part], -1)
        seen = n.seen(x).view(x.shape[0], len(n.looks), 2, n.heads, -1).permute(1, 2, 3, 0, 4)
        y = n.ln(n.start(first))
        for i, look in enumerate(n.looks):
            y = self.look(look, y, seen[i, 0].transpose(1, 2), seen[i, 1], parts)
        return n.stance(F.gelu(n.joined(n.join(torch.cat([y, first], -1))))).log_softmax(-1)


def write_float(net, folder):
    """float32 graphs, as exported."""
    ids = torch.randint(1000, 2000, (1, 24))
    shapes = torch.randint(0, 12, (1, 24))
    with torch.no_grad():
        states, _, _ = Encode(net)(ids, shapes)
        torch.onnx.export(Encode(net), (ids, shapes), os.path.join(folder, 'encoder.onnx'), input_names=['ids', 'shapes'], output_names=['states', 'middle', 'cue'],
                          dynamic_axes={'ids': {1: 'T'}, 'shapes': {1: 'T'}, 'states': {1: 'T'}, 'middle': {1: 'T'}, 'cue': {1: 'T'}}, opset_version=17, dynamo=False)
        torch.onnx.export(Roles(net), (states, torch.tensor([3, 7]), torch.tensor([16])), os.path.join(folder, 'roles.onnx'), input_names=['states', 'pos', 'near'], output_names=['logp', 'kind', 'vector'],
                          dynamic_axes={'states': {1: 'T'}, 'pos': {0: 'N'}, 'logp': {0: 'N', 1: 'T'}, 'kind': {0: 'N'}, 'vector': {0: 'N'}}, opset_version=17, dynamo=False)


def write_float_stances(net, path):
    given = (torch.randn(1, 24, net.start.out_features), torch.tensor([3, 7]), torch.randint(0, len(model.ROLES), (2, 24)))
    torch.onnx.export(Stances(net), given, path, input_names=['middle', 'pos', 'roles'], output_names=['stance'],
                      dynamic_axes={'middle': {1: 'T'}, 'pos': {0: 'N'}, 'roles': {0: 'N', 1: 'T'}, 'stance': {0: 'N'}}, opset_version=17, dynamo=False)


def fuse(path, heads, hidden):
    """Merges layer norms and activations into ONNX Runtime's own operators."""
    options = FusionOptions('bert')
    options.enable_embed_layer_norm = False
    options.enable_attention = False
    m = optimizer.optimize_model(path, model_type='bert', num_heads=heads, hidden_size=hidden, optimization_options=options, opt_level=0)
    print({k: v for k, v in m.get_fused_operator_statistics().items() if v})
    m.save_model_to_file(path)


def quantise(source, target, reduce_range=True):
    """int8 weights, activations measured as they come. Seven bits of range: eight saturate on processors without VNNI."""
    quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=reduce_range,
                     extra_options={'DefaultTensorType': onnx.TensorProto.FLOAT},  # the shapes of fused operators are not inferred
                     op_types_to_quantize=['MatMul', 'Attention', 'Gather', 'Gemm'], nodes_to_exclude=['/o/MatMul'])  # six columns wide: int8 is no faster


def export_reader(encoder, weights, out, folder):
    net = model.build(encoder, weights).eval()
    write_float(net, folder)
    c = net.enc.config
    fuse(os.path.join(folder, 'encoder.onnx'), c.num_attention_heads, c.hidden_size)
    for g in ('encoder.onnx', 'roles.onnx'):
        quantise(os.path.join(folder, g), os.path.join(out, g))
    write_vocabulary(encoder, os.path.join(out, 'vocab.txt'))


def export_stances(weights, out, folder):
    net = stances.Branch()
    net.load_state_dict(load_file(weights))
    path = os.path.join(folder, 'stances.onnx')
    write_float_stances(net.eval(), path)
    quantise(path, os.path.join(out, 'stances.onnx'))


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--encoder')
    p.add_argument('--weights', help="the reader's")
    p.add_argument('--stances', help="the stance branch's weights")
    p.add_argument('--out', required=True)
    p.add_argument('--float', help='also keep the float32 graphs in this folder')
    a = p.parse_args()
    os.makedirs(a.out, exist_ok=True)
    with tempfile.TemporaryDirectory() as tmp:
        folder = a.float or tmp
        os.makedirs(folder, exist_ok=True)
        if a.weights:
            export_reader(a.encoder, a.weights, a.out, folder)
        if a.stances:
            export_stances(a.stances, a.out, folder)
    for f in sorted(os.listdir(a.out)):
        print(f, os.path.getsize(os.path.join(a.out, f)))


def write_vocabulary(encoder_dir, path):
    vocab = model.Vocabulary(encoder_dir).tokenizer.get_vocab()
    with open(path, 'w', encoding='utf8') as f:
        f.writelines(w + '\n' for w, _ in sorted(vocab.items(), key=lambda x: x[1]))


if __name__ == '__main__':
    main()
