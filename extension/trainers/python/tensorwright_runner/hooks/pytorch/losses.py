"""The loss of a backward pass: as a number where that costs nothing, else as a copy that is read later."""

import functools


class LossValues:
    """`of(tensors)` is called before each backward pass, `read(values)` twenty times a second at most."""

    def __init__(self, torch, graphs):
        self._torch = torch
        self._graphs = graphs
        self._plain = torch.Tensor

    def of(self, tensors):
        """What stands for the value of what `backward` is called on: a float, a tensor beside the processor's memory, or `None`.

        On the processor the number is there: taking it is cheaper than keeping the tensor, and nothing that the program does to the
        tensor afterwards can change it. Elsewhere a copy is queued like any other work, and nobody waits for it.
        """
        tensor = tensors
        if type(tensor) is not self._plain:
            tensor = self._simple(tensors)
            if tensor is None:
                return None
        if tensor.is_cpu:
            # A vector, that is backpropagated with a gradient of its own, has no loss.
            return tensor.item() if tensor.numel() == 1 and not tensor.is_complex() else None
        if tensor.numel() != 1 or self._graphs.is_capturing(tensor):
            return None
        return tensor.detach().clone()

    def _simple(self, tensors):
        """One plain tensor of whatever `torch.autograd.backward` takes, or `None`."""
        if isinstance(tensors, (list, tuple)):
            parts = [self._simple(part) for part in tensors]
            if not parts or any(part is None or part.numel() != 1 for part in parts):
                return None
            # The gradient of several is that of their sum.
            return functools.reduce(lambda a, b: a + b, [part.detach() for part in parts])
        if not isinstance(tensors, self._plain):
            return None
        if type(tensors).__torch_dispatch__ is not self._plain.__torch_dispatch__:
            # Spread over devices, fake or symbolic: it may have no value here, and asking could make other processes wait.
            return None
        return tensors.detach().as_subclass(self._plain)

    def read(self, values):
        """Numbers for what `of` gave, for `Parts` of that, and for other tensors of one element."""
        if _FLOATS.issuperset(map(type, values)):
            return values
        tensors = []
        for value in values:
            for part in _parts(value):
                if isinstance(part, self._plain):
                    tensors.append(part)
        numbers = self._fetch(tensors) if tensors else {}
        return [_number(value, numbers) for value in values]

    def _fetch(self, tensors):
        """Values of tensors on devices by their ids, with one transfer for all of a device."""
        groups = {}
        for tensor in tensors:
            groups.setdefault((tensor.device, tensor.dtype), []).append(tensor)
        numbers = {}
        for (device, _), group in groups.items():
            try:
                with self._graphs.reading(device):
                    found = self._torch.stack([tensor.reshape(()) for tensor in group]).tolist()
                numbers.update((id(tensor), number) for tensor, number in zip(group, found))
            except Exception:  # noqa: BLE001  The device is lost: these steps have no loss.
                continue
        return numbers


class Parts:
    """The losses of the micro-batches of one step. Where the program divided each by their number, their sum is the step's loss,
    else their mean."""

    __slots__ = ("values", "are_divided")

    def __init__(self, values, are_divided):
        self.values = values
        self.are_divided = are_divided


_FLOATS = frozenset((float, type(None)))


def _parts(value):
    return value.values if isinstance(value, Parts) else (value,)


def _number(value, numbers):
    found = []
    for part in _parts(value):
        part = part if part is None or isinstance(part, float) else numbers.get(id(part), part)
        try:
            found.append(float(part))
        except Exception:  # noqa: BLE001
            return None
    if not found:
        return None
    return sum(found) if isinstance(value, Parts) and value.are_divided else sum(found) / len(found)
