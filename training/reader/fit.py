"""The training loop: AdamW, warm-up and linear decay, a moving average of the weights, resumable."""
import os
import time

import torch
import torch.nn as nn


def groups(net, lr, head_lr, decay):
    """Parameter groups: the encoder's layers learn the slower the deeper they lie (Howard and Ruder 2018, discriminative fine-tuning)."""
    out = []
    for name, p in net.named_parameters():
        if not p.requires_grad:
            continue
        depth = net.depth(name)
        rate = head_lr if depth is None else lr * decay ** depth
        out.append({'params': [p], 'lr': rate, 'weight_decay': 0. if p.ndim < 2 else .01})
    return out


class Average:
    """Exponential moving average of the weights (Polyak and Juditsky 1992): steadier than where the last steps happened to lead."""

    def __init__(self, net, decay):
        self.decay, self.steps = decay, 0
        self.state = {k: v.detach().clone() for k, v in net.state_dict().items()}

    @torch.no_grad()
    def follow(self, net):
        self.steps += 1
        rate = 1 - min(self.decay, self.steps / (self.steps + 10))
        for k, v in net.state_dict().items():
            if v.is_floating_point():
                self.state[k].lerp_(v, rate)
            else:
                self.state[k].copy_(v)


def fit(net, batches, loss_of, steps, lr, head_lr, path, decay=.95, warm=.06, every=200, average=.99, log=print):
    """Runs `steps` steps over the iterator batches and leaves the average of the weights in net. Every `every` steps it saves to path; a run found
    there is taken up again."""
    opt = torch.optim.AdamW(groups(net, lr, head_lr, decay))
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1., (s + 1) / (warm * steps)) * max(.01, 1 - s / steps))
    step, mean_net = 0, Average(net, average)
    if os.path.exists(path):
        state = torch.load(path, weights_only=True)
        net.load_state_dict(state['net'])
        opt.load_state_dict(state['opt'])
        sched.load_state_dict(state['sched'])
        step = state['step']
        mean_net.state, mean_net.steps = state['average'], step
        log(f'resumed at step {step}')
    net.train()
    began, seen, mean = time.time(), 0, 0.
    for i, b in enumerate(batches):
        if i < step:
            continue
        if step >= steps:
            break
        with torch.autocast('cpu', dtype=torch.bfloat16):
            loss = loss_of(net, b)
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.)
        opt.step()
        sched.step()
        step += 1
        mean_net.follow(net)
        seen += int(b.mask.sum())
        mean = .98 * mean + .02 * loss.item()
        if step % 10 == 0:
            t = time.time() - began
            log(f'{step}/{steps} loss {mean / (1 - .98 ** max(1, i + 1)):.3f} {seen / t:.0f} wordpieces/s {t:.0f}s')
        if step % every == 0:
            torch.save({'net': net.state_dict(), 'opt': opt.state_dict(), 'sched': sched.state_dict(), 'step': step, 'average': mean_net.state}, path + '.tmp')
            os.replace(path + '.tmp', path)
    net.load_state_dict(mean_net.state)
    net.eval()
