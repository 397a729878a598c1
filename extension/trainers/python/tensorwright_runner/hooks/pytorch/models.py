"""The model that an optimizer trains, as a `model` record."""

import gc
import weakref

# Modules that only hold others, and are never called.
_CONTAINERS = ("ModuleList", "ModuleDict", "ParameterList", "ParameterDict")
# Wrappers, and where they keep the model.
_WRAPPERS = {
    "DistributedDataParallel": "module",
    "DataParallel": "module",
    "FullyShardedDataParallel": "module",
    "OptimizedModule": "_orig_mod",
}
_MOST_LAYERS = 5000
# A program that makes optimizers and never a step must not be slowed down for long.
_MOST_CALLS = 20_000


class ModelWatch:
    """Looks at every module that is called between the making of an optimizer and its first step."""

    def __init__(self, tracker):
        self._tracker = tracker
        self._modules = tracker.torch.nn.Module
        self._handle = None
        self.may_look = True
        self._calls = 0
        # Of the modules that were called, by their ids: a reference, the shapes of the first input and output, the number of the call.
        self._seen = {}
        # When the first batch was begun, where no loader tells.
        self.began = None
        # A framework that knows the model says so.
        self.known_root = None

    def expect(self):
        """An optimizer was made."""
        if not self.may_look or self._handle is not None:
            return
        self._calls = 0
        register = self._tracker.torch.nn.modules.module.register_module_forward_hook
        try:
            self._handle = register(self._called, with_kwargs=True)
        except TypeError:
            self._handle = register(lambda module, args, output: self._called(module, args, {}, output))

    def look_away(self):
        """From now on modules are compiled; hooks would be a part of what is compiled."""
        self.may_look = False
        self._end()

    @property
    def is_looking(self):
        return self._handle is not None

    def _end(self):
        if self._handle is not None:
            self._handle.remove()
            # Removing forgets this one, for which every call of a module would go on looking for hooks.
            modules = self._tracker.torch.nn.modules.module
            getattr(modules, "_global_forward_hooks_with_kwargs", {}).pop(self._handle.id, None)
            self._handle = None

    def _called(self, module, args, kwargs, output):
        try:
            self._note(module, args, kwargs, output)
        except Exception as error:  # noqa: BLE001
            self._end()
            self._tracker.failed("model", error)

    def _note(self, module, args, kwargs, output):
        torch = self._tracker.torch
        self._calls += 1
        if self._tracker.is_off or self._calls > _MOST_CALLS:
            self._end()
            return
        if not torch.is_grad_enabled() or torch._C._get_tracing_state():
            return
        self._tracker.validation.module_gave(module, output)
        if id(module) in self._seen:
            return
        if self.began is None:
            self.began = self._tracker.recorder.clock()
        given = _first_shape(args, torch)
        if given is None:
            given = _first_shape(kwargs, torch)
        key = id(module)
        # An id may come again when the module is gone.
        self._seen[key] = (weakref.ref(module, lambda _: self._seen.pop(key, None)), given, _first_shape(output, torch))

    def describe(self, optimizer, entry):
        """Writes the record for an optimizer that has made its first step."""
        root = self.known_root or self._root_of(optimizer)
        batch = self._tracker.thread.batch
        driver = self._tracker.driver
        bs = driver.bs if driver is not None else batch.bs if batch is not None else None
        if root is not None:
            fields = self._fields(unwrap(root), bs)
            fields["optimizer"] = {"class": type(optimizer).__name__, "lr": _rate(optimizer)}
            fields["opt"] = entry.series.opt
            fields["plan"] = self._plan(batch, entry)
            self._tracker.recorder.add("model", **fields)
        self.end_if_met()

    def end_if_met(self):
        """Stops looking, unless an optimizer still has its first step before it."""
        if all(key in self._tracker.met for key, _ in self._tracker.live()):
            self._end()
            self._seen.clear()

    def _plan(self, batch, entry):
        driver = self._tracker.driver
        if driver is not None:
            return driver.plan() or None
        if batch is None:
            return None
        plan = {"batchSize": batch.loader.batch_size or batch.bs}
        micro = max(1, self._tracker.thread.backwards - batch.since)
        if batch.loader.length and batch.lag == 0:
            plan["stepsPerEpoch"] = -(-batch.loader.length // micro)
        return {name: value for name, value in plan.items() if value}

    def _root_of(self, optimizer):
        """The module whose parameters an optimizer changes: the outermost of those that were called, else the smallest that owns all."""
        own = {id(p) for group in optimizer.param_groups for p in group["params"]}
        called = [reference() for reference, _, _ in list(self._seen.values())]
        best = _best([module for module in called if module is not None], own)
        if best is not None and best[1] == len(own):
            return best[0]
        # Called by a method of another name, compiled, or of parts that the program calls one by one.
        everything = [thing for thing in gc.get_objects() if _is_module(type(thing), self._modules)]
        other = _best(everything, own, outermost=False)
        return (other or best or (None,))[0]

    def _fields(self, root, bs):
        layers = []
        for path, module in root.named_modules():
            if len(layers) >= _MOST_LAYERS:
                break
            if type(module).__name__ in _CONTAINERS or (module is root and next(root.children(), None) is not None):
                continue
            _, given, result = self._seen.get(id(module), (None, None, None))
            layers.append(
                {
                    "path": path or type(module).__name__,
                    "class": type(module).__name__,
                    "in": _without_batch(given, bs),
                    "out": _without_batch(result, bs),
                    "params": _count(module.parameters()),
                }
            )
        return {
            "fw": "torch",
            "class": type(root).__name__,
            "params": _count(root.parameters()),
            "trainable": _count(p for p in root.parameters() if p.requires_grad),
            "layers": layers,
        }


def unwrap(module):
    for _ in range(8):
        inner = getattr(module, _WRAPPERS.get(type(module).__name__, ""), None)
        if inner is None:
            return module
        module = inner
    return module


def _best(modules, own, outermost=True):
    """The module that owns most of the parameters, with their number: the one around all others, or the smallest one."""
    best = None
    for module in modules:
        try:
            parameters = {id(p) for p in module.parameters()}
        except Exception:  # noqa: BLE001  Half built.
            continue
        found = len(parameters & own)
        # What is larger by modules that have no parameters comes last in the order of calls.
        size = len(parameters) if outermost else -len(parameters)
        if found and (best is None or (found, size) > best[1:] or (outermost and (found, size) == best[1:])):
            best = (module, found, size)
    return best


_kinds = {}


def _is_module(cls, modules):
    """Without a look at the object, which may be a proxy that does things when it is looked at."""
    known = _kinds.get(cls)
    if known is None:
        known = _kinds[cls] = issubclass(cls, modules) if isinstance(cls, type) else False
    return known


def _first_shape(value, torch, depth=0):
    """The shape of the first tensor in what a module is given or gives."""
    if isinstance(value, torch.Tensor):
        return [int(dim) for dim in value.shape]
    if depth < 4:
        items = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
        for item in items:
            shape = _first_shape(item, torch, depth + 1)
            if shape is not None:
                return shape
    return None


def _without_batch(shape, bs):
    if shape and bs is not None and shape[0] == bs:
        return [None] + shape[1:]
    return shape


def _count(parameters):
    total = 0
    for parameter in parameters:
        try:
            total += parameter.numel()
        except Exception:  # noqa: BLE001  Not initialized yet.
            continue
    return total


def _rate(optimizer):
    try:
        lr = optimizer.param_groups[0].get("lr")
        return None if lr is None else float(lr)
    except Exception:  # noqa: BLE001
        return None
