class AdamW(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # One AdamW update in place, and the running mean of the weights; the mean of two gradients, clipped to norm 1.
  #   decay [n] 1 where weight decay applies, hyper: learning rate, beta1, beta2, weight decay, step, mean's decay
  def forward(self: __torch__.AdamW, flat: Tensor, m: Tensor, v: Tensor, mean: Tensor, g1: Tensor, g2: Tensor, decay: Tensor, hyper: Tensor) -> Tensor:
    rate = torch.select(hyper, 0, 0)
    b1 = torch.select(hyper, 0, 1)
    b2 = torch.select(hyper, 0, 2)
    g = torch.mul(g1 + g2, 0.5)
    norm = torch.norm(g)
    clipped = g * torch.clamp(torch.reciprocal(norm + 1e-06), None, 1.)
    _0 = torch.lerp_(m, clipped, torch.rsub(b1, 1.))
    _1 = torch.lerp_(v, clipped * clipped, torch.rsub(b2, 1.))
    step = torch.select(hyper, 0, 4)
    upper = torch.div(m, torch.neg(torch.pow(b1, step) - 1.))
    lower = torch.sqrt(torch.div(v, torch.neg(torch.pow(b2, step) - 1.))) + 1e-08
    _2 = torch.sub_(flat, (torch.div(upper, lower) + flat * decay * torch.select(hyper, 0, 3)) * rate)
    _3 = torch.lerp_(mean, flat, torch.select(hyper, 0, 5))
    return norm
