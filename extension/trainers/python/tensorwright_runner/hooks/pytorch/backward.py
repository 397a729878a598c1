"""Notes the loss of each backward pass."""

from ..patch import around

# Losses that no step has used; a program that computes gradients for something else never does.
_MOST_LOSSES = 4096


def hook_backward(tracker, torch):
    """`Tensor.backward` goes through `torch.autograd.backward`, so both are seen there."""
    threads = tracker.threads
    context = tracker.context
    made = tracker.made
    divisor = divisor_reader()
    plain = torch.Tensor

    def make(original):
        def backward(tensors, *args, **kwargs):
            thread = threads.own
            if tracker.is_off or context.inside_keras or thread.is_in_backward or thread.is_engine:
                # Keras has hooks of its own, and a checkpoint's pass within another one is no loss.
                return original(tensors, *args, **kwargs)
            gradients = None
            try:
                # The number is there already where the loss lies in the processor's memory; a vector has none.
                value = tensors.item() if type(tensors) is plain and tensors.is_cpu and not thread.scaled else _value(tensors, thread)
            except Exception:  # noqa: BLE001
                value = None
            try:
                thread.backwards += 1
                if thread.is_used:
                    thread.is_used = False
                    thread.group += 1
                    thread.losses = [(value, None, None)]
                else:
                    _another(tensors, thread, value)
                if made:
                    if not tracker.has_trained:
                        tracker.trains()
                    if tracker.models.is_looking:
                        tracker.validation.is_trained_with(tensors)
                    if len(made) > 1:
                        gradients = gradients_of(tracker)
            except Exception as error:  # noqa: BLE001
                tracker.failed("backward", error)
            thread.is_in_backward = True
            try:
                original(tensors, *args, **kwargs)
            finally:
                thread.is_in_backward = False
                if thread.scaled:
                    # Their graphs must not live longer.
                    thread.scaled = []
            if gradients or tracker.stepped_inside:
                _end(thread, gradients)

        return backward

    def _another(tensors, thread, value):
        """Gradients are collected before a step."""
        if len(thread.losses) >= _MOST_LOSSES:
            thread.losses = []
        thread.losses.append((value, divisor(tensors), None))

    def _value(tensors, thread):
        if thread.scaled:
            root = getattr(tensors, "grad_fn", None)
            for node, value in thread.scaled:
                if node is root:
                    return value
            if any(_leads_to(root, node) for node, _ in thread.scaled):
                # Scaled, and then changed: by how much is not known.
                return None
        return tracker.losses.of(tensors)

    def _end(thread, before):
        try:
            if before:
                value, by, _ = thread.losses[-1]
                thread.losses[-1] = (value, by, changed_gradients(before))
            if not tracker.stepped_inside:
                return
            tracker.step_inside(thread)
        except Exception as error:  # noqa: BLE001
            tracker.failed("backward", error)
        if tracker.stop.requested and tracker.driver is None:
            tracker.stop.at_step()

    around(torch.autograd, "backward", make)


def gradients_of(tracker):
    """For each optimizer that lives, what tells whether a gradient of it has changed: of its first and its last parameter."""
    found = []
    for key, optimizer in tracker.live():
        made = tracker.made.get(key)
        if made is None:
            continue
        if made.watched is None:
            # Kept, since programs switch off parts of a model for a while.
            both = (_first(optimizer.param_groups, 1), _first(optimizer.param_groups, -1))
            made.watched = [parameter for parameter in both if parameter is not None]
        for parameter in made.watched:
            gradient = parameter.grad
            found.append((key, parameter, gradient, None if gradient is None else gradient._version))
    return found


def _first(groups, direction):
    for group in groups[::direction]:
        for parameter in group["params"][::direction]:
            if parameter.requires_grad:
                return parameter
    return None


def changed_gradients(before):
    """Whether the gradients of each optimizer, by its id, are not what they were."""
    changed = {}
    for key, parameter, gradient, version in before:
        now = parameter.grad
        is_new = now is not gradient or (now is not None and now._version != version)
        changed[key] = is_new or changed.get(key, False)
    return changed


def _leads_to(root, node, depth=3):
    """Whether an operation of the graph stands shortly before another one."""
    if root is None or depth == 0:
        return False
    return any(before is node or _leads_to(before, node, depth - 1) for before, _ in root.next_functions)


def divisor_reader():
    """A function that tells by which whole number a loss was divided last, or `None`: so do programs that collect the gradients of several
    batches before a step."""
    kinds = {}

    def read(tensors):
        node = getattr(tensors, "grad_fn", None)
        kind = type(node)
        name = kinds.get(kind)
        if name is None:
            name = kinds[kind] = kind.__name__
        if name == "DivBackward0" or name == "MulBackward0":
            return _number(node, name)
        return None

    return read


def _number(node, name):
    try:
        other = node._saved_other
        if other is None or not other.is_cpu or other.numel() != 1:
            return None
        value = float(other)
        value = value if name == "DivBackward0" else 1 / value
        return round(value) if value > 1.5 and abs(value - round(value)) < 1e-6 * value else None
    except Exception:  # noqa: BLE001  The graph is freed, or the operation was one of two tensors.
        return None
