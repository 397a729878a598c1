"""Every constructor of torchvision.models: what it gives, how many parameters it has, and what is refused. Nothing is computed or loaded."""

import torch
from torch import nn
from torchvision import models
from torchvision.models import _api, regnet

HEADER = "import torch\nfrom torch import nn\nfrom torchvision import models\n"
LIBRARIES = ["torchvision"]

torch.set_default_device("meta")
_block_params = regnet.BlockParams.from_init_params.__func__


def _on_cpu(cls, *args, **kwargs):
    with torch.device("cpu"):
        return _block_params(cls, *args, **kwargs)


regnet.BlockParams.from_init_params = classmethod(_on_cpu)
_api.WeightsEnum.get_state_dict = lambda self, *args, **kwargs: {}
nn.Module.load_state_dict = lambda self, *args, **kwargs: None

COUNT = "sum(p.numel() for p in m.parameters())"
FIXED = ("vit_", "maxvit", "swin3d")


def called(name):
    make = models.get_model_builder(name)
    return f"{make.__module__.rpartition('.')[0]}.{make.__name__}".removeprefix("torchvision.")


def cases(rng):
    for name in models.list_models():
        make = models.get_model_builder(name)
        path = f"torchvision.{called(name)}"
        short = called(name)
        weights = models.get_model_weights(name)

        def case(*lines):
            return path, "\n".join(lines)

        yield case(f"m = {short}()", COUNT)
        if weights and not name.startswith("quantized_"):
            yield case(f"m = {short}(weights={rng.choice(list(weights)).name!r})", COUNT)
            yield case(f"m = {short}(weights=models.{short.split('.', 1)[1].rpartition('.')[0] + '.' if short.count('.') > 1 else ''}{weights.__name__}.DEFAULT)", COUNT)
            yield case(f"m = {short}(weights='IMAGENET22K_V{rng.randint(3, 9)}')", COUNT)
        if name.startswith("raft"):
            yield case(f"m = {short}()", "x = torch.zeros(2, 3, 128, 160)", "m(x, x)")
            yield case(f"m = {short}()", "x = torch.zeros(2, 3, 128, 160)", "m(x, x, num_flow_updates=3)")
            yield case(f"m = {short}()", "m(torch.zeros(2, 3, 130, 160), torch.zeros(2, 3, 130, 160))")
            yield case(f"m = {short}()", "m(torch.zeros(2, 3, 128, 160), torch.zeros(2, 3, 128, 168))")
            continue
        n = rng.choice([2, 5, 10, 37, 100])
        yield case(f"m = {short}(num_classes={n})", COUNT)
        if weights and not name.startswith("quantized_"):
            yield case(f"m = {short}(weights='DEFAULT', num_classes={n})", COUNT)
        if "detection" in short:
            yield case(f"m = {short}(weights=None, weights_backbone=None, num_classes={n})", COUNT)
            yield case(f"m = {short}(weights=None, weights_backbone=None)", f"[p.shape[0] for p in list(m.parameters())[:{rng.randint(3, 12)}]]")
            if "rcnn" in name:
                yield case(f"m = {short}(num_classes={n})", "m.roi_heads.box_predictor.cls_score.in_features")
                yield case(f"m = {short}(num_classes={n})", "m.roi_heads.box_predictor(torch.zeros(8, 1024))")
                yield case(f"m = {short}(num_classes={n})", "m.roi_heads.box_predictor(torch.zeros(8, 512))")
            continue
        fixed = name.startswith(FIXED)
        video = "video" in short
        sizes = [(224, 224)] if fixed or "mvit" in name else [(224, 224), (256, 320), (331, 299)]
        if name.startswith(("inception", "quantized_inception")):
            sizes = [(299, 299), (320, 331)]
        frames = [16] if video else []
        batch = rng.choice([2, 3, 4])
        out = "['out']" if "segmentation" in short else ""
        for size in sizes:
            yield case(f"m = {short}().eval()", f"m(torch.zeros{(batch, 3, *frames, *size)}){out}")
        size = sizes[0]
        image = f"torch.zeros{(batch, 3, *frames, *size)}"
        yield case(f"m = {short}(num_classes={n})", f"m({image}){out}")
        if name in ("googlenet", "inception_v3"):
            yield case(f"m = {short}()", f"list(m({image}))")
            yield case(f"m = {short}(aux_logits=False)", f"m({image})")
            yield case(f"m = {short}(init_weights=False)", f"m({image}).aux_logits{'' if name == 'inception_v3' else 1}")
            yield case(f"m = {short}(weights='DEFAULT').train()", f"list(m({image}))")
        if "segmentation" in short:
            yield case(f"m = {short}(weights_backbone=None)", f"list(m({image}).keys())")
            if "lraspp" not in name:
                yield case(f"m = {short}(aux_loss=True)", f"m({image})['aux']")
                yield case(f"m = {short}(weights='DEFAULT')", COUNT)
                yield case(f"m = {short}(aux_loss=True)", f"m.classifier[4] = nn.Conv2d({256 if 'deeplab' in name else 512}, {n}, 1)", f"m({image})['out']")
        yield case(f"m = {short}().eval()", f"m(torch.zeros{(batch, rng.choice([1, 2, 4]), *frames, *size)})")
        yield case(f"m = {short}().eval()", f"m(torch.zeros{(batch, *size)})")
        if fixed and not video:
            yield case(f"m = {short}()", f"m(torch.zeros{(batch, 3, 256, 256)})")
        if "segmentation" in short or video:
            continue
        module = make()
        named = list(module.named_children())
        last, end = named[-1]
        linear = next((c for c in reversed(list(end.modules())) if isinstance(c, nn.Linear)), None)
        where = next((f"{last}.{k}".rstrip(".") for k, c in end.named_modules() if c is linear), None) if linear else None
        if where is not None:
            spelled = "".join(f"[{part}]" if part.isdigit() else f".{part}" for part in where.split("."))
            yield case(f"m = {short}()", f"m{spelled}.in_features")
            yield case(f"m = {short}()", f"m{spelled} = nn.Linear(m{spelled}.in_features, {n})", f"m.eval()({image})")
            yield case(f"m = {short}()", f"m{spelled} = nn.Linear({linear.in_features}, {n})", COUNT)
            wrong = rng.choice([w for w in (256, 512, 1000, 2048) if w != linear.in_features])
            yield case(f"m = {short}()", f"m{spelled} = nn.Linear({wrong}, {n})", f"m.eval()({image})")
            yield case(f"m = {short}()", f"m{spelled} = nn.Identity()", f"m.eval()({image})")
        if hasattr(module, "features"):
            yield case(f"m = {short}()", f"m.features({image})")
            yield case(f"m = {short}()", f"len(m.features)")
        if name.startswith(("resnet", "resnext", "wide", "regnet", "densenet")):
            yield case(f"m = {short}()", "b = nn.Sequential(*list(m.children())[:-1])", f"b({image})")
            yield case(f"m = {short}()", "b = nn.Sequential(*list(m.children())[:-2])", f"b(torch.zeros{(1, 3, 128, 192)})")
        if hasattr(module, "layer4"):
            yield case(f"m = {short}()", "m.layer4[0].conv1.out_channels")
            yield case(f"m = {short}()", "m.conv1 = nn.Conv2d(1, 64, 7, 2, 3, bias=False)", f"m(torch.zeros{(batch, 1, 96, 96)})")
            yield case(f"m = {short}()", "m.conv1 = nn.Conv2d(1, 64, 7, 2, 3, bias=False)", f"m({image})")
        yield case(f"m = {short}()", "for p in m.parameters():", "    p.requires_grad = False", COUNT)
        yield case(f"m = models.get_model({name!r}, num_classes={n})", COUNT)
