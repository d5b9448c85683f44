class TrainingStep(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # One training step of Phi-3.5-Vision in bfloat16 on one batch of equally large pictures: loss, gradient, hits.
  #   flat      [n] float32, all parameters one after the other in the order of ParameterLayout
  #   pictures  [n, height, width, 3] uint8, height and width multiples of the crop size; n may be 0
  #   ids       [b, l] token ids, b = 0 for pages of print without questions; an id of vocabulary + i stands for the i-th picture token of the batch
  #   rows      [p] which of the b * l places predict a target; targets [p]; weights [p]
  #   attend    [2 * p] the places in the row that one head of the layer before, then one of the middle layer, ought to look at, or -1
  #   patches   [crops * patches] the character on each patch; cells [cells * slots] those in each merged cell
  #   knobs     [4] weights of the four losses: next token, attention, patches, cells; a negative first one asks for no gradient
  def forward(self: __torch__.TrainingStep, flat: Tensor, pictures: Tensor, ids: Tensor, rows: Tensor, targets: Tensor, weights: Tensor, attend: Tensor, patches: Tensor, cells: Tensor, knobs: Tensor) -> List[Tensor]:
    learning = torch.gt(torch.item(torch.select(knobs, 0, 0)), 0)
    if bool(learning):
      leaf = torch.requires_grad_(torch.detach(flat), True)
    else:
      leaf = torch.detach(flat)
    p = torch.split_with_sizes(torch.to(leaf, 15), [@SIZES@])
    if torch.gt(torch.size(ids, 0), 0):
      losses, hits, picked = (self).conversations(pictures, ids, rows, targets, weights, attend, patches, cells, p)
    else:
      losses, hits, picked = (self).pages(pictures, patches, cells, p)
    gradient = torch.zeros([], dtype=6)
    if bool(learning):
      g = torch.grad([torch.sum(losses * knobs)], [leaf])
      gradient = unchecked_cast(Tensor, g[0])
    return [gradient, torch.detach(losses), hits, torch.detach(picked)]

  # Questions and answers, with or without pictures: the four losses, hits and log-probabilities of the targets.
  def conversations(self: __torch__.TrainingStep, pictures: Tensor, ids: Tensor, rows: Tensor, targets: Tensor, weights: Tensor, attend: Tensor, patches: Tensor, cells: Tensor, p: List[Tensor]) -> Tuple[Tensor, Tensor, Tensor]:
    zero = torch.zeros([], dtype=6)
    table = torch.view(p[@EMBED@], [@VOCAB@, @DIM@])
    patch_loss = zero
    cell_loss = zero
    if torch.gt(torch.size(pictures, 0), 0):
      n = torch.size(pictures, 0)
      h = torch.floordiv(torch.size(pictures, 1), @CROP@)
      w = torch.floordiv(torch.size(pictures, 2), @CROP@)
      image = (self).normalised(pictures)
      seen = (self).tower((self).crops(image, h, w), p)                        # [n * (h * w + 1), g * g, vision]
      sub = torch.slice(torch.view(seen, [n, h * w + 1, @PATCHES@, @VDIM@]), 1, 1, 9223372036854775807, 1)
      patch_loss = (self).labels((self).patch_logits(sub, p), patches)
      features = (self).arrange(seen, n, h, w, p)                              # [n, tokens, 4 * vision]
      projected = (self).project(features, p)                                  # [n, tokens, dim]
      grid = torch.view(torch.slice(projected, 1, 0, h * @MERGED@ * (w * @MERGED@ + 1), 1), [n, h * @MERGED@, w * @MERGED@ + 1, @DIM@])
      cell_loss = (self).labels((self).cell_logits(torch.slice(grid, 2, 0, w * @MERGED@, 1), p), cells)
      table = torch.cat([table, torch.reshape(projected, [-1, @DIM@])], 0)
    x, looks = (self).decode(torch.embedding(table, ids), rows, p)             # [b, l, dim], [2 * p, l]
    hidden = torch.index_select(torch.reshape(x, [-1, @DIM@]), 0, rows)
    final = torch.rms_norm(hidden, [@DIM@], p[@NORM@], 1e-05)
    logits = torch.to(torch.linear(final, torch.view(p[@HEAD@], [@VOCAB@, @DIM@]), None), 6)
    picked = torch.squeeze(torch.gather(torch.log_softmax(logits, 1), 1, torch.unsqueeze(targets, 1)), 1)
    token_loss = torch.neg(torch.div(torch.sum(picked * weights), torch.sum(weights)))
    known = torch.to(torch.ge(attend, 0), 6)
    looked = torch.squeeze(torch.gather(looks, 1, torch.unsqueeze(torch.clamp(attend, 0), 1)), 1)
    look_loss = torch.neg(torch.div(torch.sum(looked * known), torch.add(torch.sum(known), 1.)))
    hits = torch.to(torch.eq(torch.argmax(logits, 1), targets), 6)
    return (torch.stack([token_loss, look_loss, patch_loss, cell_loss]), hits, picked)

  # Single crops full of print, for the tower alone: only the losses of patches and cells.
  def pages(self: __torch__.TrainingStep, pictures: Tensor, patches: Tensor, cells: Tensor, p: List[Tensor]) -> Tuple[Tensor, Tensor, Tensor]:
    zero = torch.zeros([], dtype=6)
    seen = (self).tower((self).normalised(pictures), p)                        # [n, g * g, vision]
    patch_loss = (self).labels((self).patch_logits(seen, p), patches)
    merged = torch.permute(torch.view(seen, [-1, @MERGED@, 2, @MERGED@, 2, @VDIM@]), [0, 1, 3, 2, 4, 5])
    projected = (self).project(torch.reshape(merged, [-1, @MERGED@, @MERGED@, 4 * @VDIM@]), p)
    cell_loss = (self).labels((self).cell_logits(projected, p), cells)
    return (torch.stack([zero, zero, patch_loss, cell_loss]), torch.zeros([0], dtype=6), torch.zeros([0], dtype=6))

  def patch_logits(self: __torch__.TrainingStep, seen: Tensor, p: List[Tensor]) -> Tensor:
    return torch.linear(torch.reshape(seen, [-1, @VDIM@]), torch.view(p[@PATCHHEAD@], [@CLASSES@, @VDIM@]), None)

  def cell_logits(self: __torch__.TrainingStep, projected: Tensor, p: List[Tensor]) -> Tensor:
    slots = torch.linear(torch.reshape(projected, [-1, @DIM@]), torch.view(p[@CELLHEAD@], [@SLOTS@ * @CLASSES@, @DIM@]), None)
    return torch.view(slots, [-1, @CLASSES@])

  # [n, height, width, 3] bytes to [n, 3, height, width] of CLIP's mean and deviation.
  def normalised(self: __torch__.TrainingStep, pictures: Tensor) -> Tensor:
    mean = torch.tensor([0.48145466, 0.4578275, 0.40821073], dtype=6)
    deviation = torch.tensor([0.26862954, 0.26130258, 0.27577711], dtype=6)
    scaled = torch.div(torch.sub(torch.div(torch.to(pictures, 6), 255.), mean), deviation)
    return torch.contiguous(torch.permute(scaled, [0, 3, 1, 2]))

  # Pictures to crops, the bicubic global view first: [n * (h * w + 1), 3, crop, crop].
  def crops(self: __torch__.TrainingStep, image: Tensor, h: int, w: int) -> Tensor:
    n = torch.size(image, 0)
    whole = torch.unsqueeze(torch.upsample_bicubic2d(image, [@CROP@, @CROP@], False, None, None), 1)
    tiles = torch.permute(torch.view(image, [n, 3, h, @CROP@, w, @CROP@]), [0, 2, 4, 1, 3, 5])
    return torch.view(torch.cat([whole, torch.reshape(tiles, [n, h * w, 3, @CROP@, @CROP@])], 1), [-1, 3, @CROP@, @CROP@])

  # CLIP without its last layer and without the class token: [m, g * g, vision].
  def tower(self: __torch__.TrainingStep, crops: Tensor, p: List[Tensor]) -> Tensor:
    m = torch.size(crops, 0)
    cut = torch.permute(torch.view(crops, [m, 3, @GRID@, @PATCH@, @GRID@, @PATCH@]), [0, 2, 4, 1, 3, 5])
    flat = torch.to(torch.reshape(cut, [m, @PATCHES@, 3 * @PATCH@ * @PATCH@]), 15)
    embedded = torch.linear(flat, torch.view(p[@PATCHEMBED@], [@VDIM@, 3 * @PATCH@ * @PATCH@]), None)
    first = torch.expand(torch.view(p[@CLASS@], [1, 1, @VDIM@]), [m, 1, @VDIM@])
    x = torch.cat([first, embedded], 1) + torch.view(p[@POSITION@], [@PATCHES@ + 1, @VDIM@])
    x = torch.layer_norm(x, [@VDIM@], p[@PRENORM@], p[@PRENORM@ + 1], 1e-05)
    for i in range(@VLAYERS@):
      x = (self).vision_block(x, p, @VFIRST@ + 12 * i)
    return torch.slice(x, 1, 1, 9223372036854775807, 1)

  def vision_block(self: __torch__.TrainingStep, x: Tensor, p: List[Tensor], at: int) -> Tensor:
    m = torch.size(x, 0)
    n = torch.size(x, 1)
    a = torch.layer_norm(x, [@VDIM@], p[at], p[at + 1], 1e-05)
    qkv = torch.linear(a, torch.view(p[at + 2], [3 * @VDIM@, @VDIM@]), p[at + 3])
    heads = torch.permute(torch.view(qkv, [m, n, 3, @VHEADS@, -1]), [2, 0, 3, 1, 4])
    scores = torch.matmul(torch.select(heads, 0, 0) * @VSCALE@, torch.transpose(torch.select(heads, 0, 1), 2, 3))
    mixed = torch.matmul(torch.softmax(scores, -1), torch.select(heads, 0, 2))
    joined = torch.reshape(torch.transpose(mixed, 1, 2), [m, n, @VDIM@])
    x1 = x + torch.linear(joined, torch.view(p[at + 4], [@VDIM@, @VDIM@]), p[at + 5])
    b = torch.layer_norm(x1, [@VDIM@], p[at + 6], p[at + 7], 1e-05)
    # quick GELU, u sigmoid(1.702 u), is silu(1.702 u) / 1.702; the factors go into the weights
    u = torch.linear(b, torch.view(p[at + 8], [@VMLP@, @VDIM@]) * 1.702, p[at + 9] * 1.702)
    return x1 + torch.linear(torch.silu(u), torch.view(p[at + 10], [@VDIM@, @VMLP@]) * 0.5875440658049354, p[at + 11])

  # Crops to the order of the language model: sub crops row by row, separator, global view; 2 x 2 patches merged.
  def arrange(self: __torch__.TrainingStep, seen: Tensor, n: int, h: int, w: int, p: List[Tensor]) -> Tensor:
    merged = torch.permute(torch.view(seen, [n, h * w + 1, @MERGED@, 2, @MERGED@, 2, @VDIM@]), [0, 1, 2, 4, 3, 5, 6])
    merged0 = torch.reshape(merged, [n, h * w + 1, @MERGED@, @MERGED@, 4 * @VDIM@])
    line = torch.view(p[@SUBGN@], [1, 1, 1, 4 * @VDIM@])
    whole = torch.cat([torch.select(merged0, 1, 0), torch.expand(line, [n, @MERGED@, 1, 4 * @VDIM@])], 2)
    sub = torch.view(torch.slice(merged0, 1, 1, 9223372036854775807, 1), [n, h, w, @MERGED@, @MERGED@, 4 * @VDIM@])
    rows = torch.reshape(torch.permute(sub, [0, 1, 3, 2, 4, 5]), [n, h * @MERGED@, w * @MERGED@, 4 * @VDIM@])
    rows0 = torch.cat([rows, torch.expand(line, [n, h * @MERGED@, 1, 4 * @VDIM@])], 2)
    between = torch.expand(torch.view(p[@GLBGN@], [1, 1, 4 * @VDIM@]), [n, 1, 4 * @VDIM@])
    return torch.cat([torch.reshape(rows0, [n, -1, 4 * @VDIM@]), between, torch.reshape(whole, [n, -1, 4 * @VDIM@])], 1)

  def project(self: __torch__.TrainingStep, features: Tensor, p: List[Tensor]) -> Tensor:
    inner = torch.gelu(torch.linear(features, torch.view(p[@PROJECT@], [@DIM@, 4 * @VDIM@]), p[@PROJECT@ + 1]))
    return torch.linear(inner, torch.view(p[@PROJECT@ + 2], [@DIM@, @DIM@]), p[@PROJECT@ + 3])

  # The decoder; beside its output the log-probabilities of the two supervised heads' attention at the given rows.
  def decode(self: __torch__.TrainingStep, x: Tensor, rows: Tensor, p: List[Tensor]) -> Tuple[Tensor, Tensor]:
    b = torch.size(x, 0)
    l = torch.size(x, 1)
    half = torch.arange(0, @HEADDIM@, 2, dtype=6)
    frequency = torch.pow(10000., torch.neg(torch.div(half, @HEADDIM@)))
    angle = torch.view(torch.outer(torch.arange(l, dtype=6), frequency), [1, l, 1, 1, -1])
    cos = torch.to(torch.cos(torch.cat([angle, angle], -1)), 15)
    sin = torch.to(torch.sin(torch.cat([angle, angle], -1)), 15)
    looks = torch.zeros([0, l], dtype=6)
    mask = torch.triu(torch.full([l, l], -30000., dtype=15), 1)
    for i in range(@LAYERS@):
      at = @FIRST@ + 6 * i
      a = torch.rms_norm(x, [@DIM@], p[at], 1e-05)
      qkv = torch.view(torch.linear(a, torch.view(p[at + 1], [3 * @DIM@, @DIM@]), None), [b, l, 3, @HEADS@, @HEADDIM@])
      qk = torch.slice(qkv, 2, 0, 2, 1)
      x1, x2 = torch.chunk(qk, 2, -1)
      turned = qk * cos + torch.cat([torch.neg(x2), x1], -1) * sin
      q = torch.transpose(torch.select(turned, 2, 0), 1, 2)                    # [b, heads, l, head dim]
      k = torch.transpose(torch.select(turned, 2, 1), 1, 2)
      v = torch.transpose(torch.select(qkv, 2, 2), 1, 2)
      # the layer before the middle one, and the middle one
      if torch.eq(torch.floordiv(@LOOKLAYER@ - i, 2), 0):
        products = torch.reshape(torch.matmul(torch.select(q, 1, 0), torch.transpose(torch.select(k, 1, 0), 1, 2)), [b * l, l])
        chosen = torch.to(torch.index_select(products, 0, rows), 6) * @SCALE@
        future = torch.gt(torch.unsqueeze(torch.arange(l, dtype=4), 0), torch.unsqueeze(torch.remainder(rows, l), 1))
        looks = torch.cat([looks, torch.log_softmax(torch.masked_fill(chosen, future, -10000.), 1)], 0)
      else:
        looks = looks
      scores = torch.matmul(q * @SCALE@, torch.transpose(k, 2, 3)) + mask
      mixed = torch.matmul(torch.softmax(scores, -1), v)
      joined = torch.reshape(torch.transpose(mixed, 1, 2), [b, l, @DIM@])
      x = x + torch.linear(joined, torch.view(p[at + 2], [@DIM@, @DIM@]), None)
      c = torch.rms_norm(x, [@DIM@], p[at + 3], 1e-05)
      gate, up = torch.chunk(torch.linear(c, torch.view(p[at + 4], [2 * @MLP@, @DIM@]), None), 2, -1)
      x = x + torch.linear(up * torch.silu(gate), torch.view(p[at + 5], [@DIM@, @MLP@]), None)
    return (x, looks)

  # Mean loss of a classification where class 0, nothing, is common and counts less; a label of -1 counts nothing.
  def labels(self: __torch__.TrainingStep, logits: Tensor, expected: Tensor) -> Tensor:
    logprobs = torch.log_softmax(torch.to(logits, 6), 1)
    picked = torch.squeeze(torch.gather(logprobs, 1, torch.unsqueeze(torch.clamp(expected, 0), 1)), 1)
    weight = torch.to(torch.gt(expected, 0), 6) + torch.to(torch.eq(expected, 0), 6) * 0.1
    return torch.neg(torch.div(torch.sum(picked * weight), torch.add(torch.sum(weight), 1.)))
