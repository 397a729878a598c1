"""Follows the iterators of `DataLoader`: how large batches are, when a pass begins and ends, whether it trains."""

import weakref

from ..patch import around
from .batches import bytes_of, size_reader


class Loader:
    """A loader is known by its batch sampler, which its iterators share and other loaders do not have."""

    __slots__ = ("reference", "length", "batch_size", "is_gone")

    def __init__(self, sampler):
        self.is_gone = False
        self.reference = weakref.ref(sampler, lambda _: setattr(self, "is_gone", True))
        self.batch_size = getattr(sampler, "batch_size", None)
        try:
            self.length = len(sampler)
        except TypeError:
            # An endless sampler stands before a dataset that is an iterable.
            self.length = None


class Pass:
    """One pass over a loader, from the time its first batch was asked for."""

    __slots__ = ("loader", "dataset", "watch", "began", "ready", "batches", "bs", "bytes", "size_of", "users", "since", "steps", "lag") + (
        "is_evaluation",
        "is_over",
        "is_left",
    )

    def __init__(self, loader, dataset, began, tracker):
        self.loader = loader
        self.dataset = dataset
        # Looks at the loss, in case that this is a validation.
        self.watch = None
        self.began = began
        # When the first batch was there: workers may have been started for it.
        self.ready = tracker.recorder.clock()
        self.batches = 1
        self.bs = None
        self.bytes = None
        self.size_of = None
        # The `EpochCount`s of those that made steps with its batches.
        self.users = []
        # Numbers of backward passes and steps before it.
        self.since = tracker.thread.backwards
        self.steps = tracker.steps
        # Batches that were fetched before the first one was used.
        self.lag = 0
        self.is_evaluation = False
        self.is_over = False
        # The loader has no more, but batches that were fetched ahead are still to be used.
        self.is_left = False


class Loaders:
    def __init__(self, tracker):
        self._tracker = tracker
        self._loaders = {}
        # Passes that go on, by the ids of their iterators, with a reference that tells of an iterator that was dropped.
        self._passes = {}

    def hook(self, fetch):
        """Puts itself around the function that gives the next batch of an iterator."""
        tracker = self._tracker
        threads, context, passes = tracker.threads, tracker.context, self._passes

        def __next__(iterator):
            entry = passes.get(id(iterator))
            if entry is None or tracker.is_off or tracker.driver is not None or context.inside_keras or threads.own.is_fetching:
                return self._first(iterator, fetch)
            try:
                batch = fetch(iterator)
            except StopIteration:
                self._guard(self._end, iterator, entry[0])
                raise
            try:
                current = entry[0]
                if current.batches > 1 and current.lag == 0:
                    # What most batches come to.
                    current.batches += 1
                    current.bs = current.size_of(batch)
                    threads.own.batch = current
                else:
                    self._next(current, batch, threads.own)
            except Exception as error:  # noqa: BLE001
                tracker.failed("loaders", error)
            return batch

        return __next__

    def _first(self, iterator, fetch):
        """The first batch of a pass, or one of those that are not recorded."""
        tracker = self._tracker
        if self._is_none_of_ours():
            return fetch(iterator)
        asked = tracker.recorder.clock()
        batch = fetch(iterator)
        self._guard(self._open, iterator, asked, batch)
        return batch

    def _is_none_of_ours(self):
        tracker = self._tracker
        return tracker.is_off or tracker.driver is not None or tracker.context.inside_keras or tracker.thread.is_fetching

    def follow(self, sampler, dataset, batches):
        """The same for a generator that fetches ahead from a loader with this sampler: it is followed by what it gives."""
        tracker = self._tracker
        current = None
        is_whole = False
        try:
            while True:
                thread, asked = tracker.thread, tracker.recorder.clock()
                thread.is_fetching = True
                try:
                    batch = next(batches)
                except StopIteration:
                    is_whole = True
                    break
                finally:
                    thread.is_fetching = False
                if tracker.driver is not None:
                    self._guard(tracker.driver.fetched, batch)
                elif current is not None:
                    self._guard(self._next, current, batch, thread)
                elif not self._is_none_of_ours():
                    try:
                        current = self._begin(sampler, dataset, asked, batch)
                    except Exception as error:  # noqa: BLE001
                        tracker.failed("loaders", error)
                yield batch
        finally:
            batches.close()
            if current is not None:
                self._guard(self.is_over, current, is_whole)

    def _guard(self, function, *args):
        try:
            function(*args)
        except Exception as error:  # noqa: BLE001
            self._tracker.failed("loaders", error)

    def _open(self, iterator, asked, batch):
        key = id(iterator)
        current = self._begin(iterator._index_sampler, getattr(iterator, "_dataset", None), asked, batch)
        self._passes[key] = (current, weakref.ref(iterator, lambda _: self._dropped(key, current)))

    def _begin(self, sampler, dataset, asked, batch):
        tracker = self._tracker
        current = Pass(self._loader_of(sampler), dataset, asked, tracker)
        current.size_of = size_reader(batch, current.loader.batch_size)
        current.bs = current.size_of(batch)
        current.bytes = bytes_of(batch)
        if tracker.has_trained:
            tracker.validation.begin(current)
            if not tracker.torch.is_grad_enabled():
                self._evaluates(current)
        for entry in tracker.entries():
            if not entry.epochs.is_in_pass:
                # What lies between two epochs is no part of a step.
                entry.series.restart_clock(current.ready)
        tracker.thread.batch = current
        return current

    def _next(self, current, batch, thread):
        current.batches += 1
        if current.lag == 0:
            # What was fetched ahead is not used yet, and the last batch may be shorter.
            current.bs = current.size_of(batch)
        if current.batches == 2:
            self._second(current)
        thread.batch = current

    def _second(self, current):
        """Whether the first batch was for training shows now, unless batches are fetched ahead."""
        tracker = self._tracker
        if current.is_evaluation or not tracker.has_trained or tracker.thread.backwards != current.since:
            return
        if tracker.steps == current.steps and not any(entry.epochs.is_of(current.loader) for entry in tracker.entries()):
            self._evaluates(current)

    def _evaluates(self, current):
        current.is_evaluation = True
        if not self._tracker.stop.requested:
            self._tracker.recorder.enter("validating")

    def _end(self, iterator, current):
        self._passes.pop(id(iterator), None)
        if current.lag and current.users:
            current.is_left = True
            return
        self.is_over(current, True)

    def used(self, current, user):
        """A step is made with a batch of a pass, for the first time by this `EpochCount`."""
        if not current.users:
            backwards = self._tracker.thread.backwards - current.since
            current.lag = max(0, current.batches - max(1, backwards))
        current.users.append(user)

    def one_less(self, current):
        """A step is made after a loader said that it has no more."""
        current.lag -= 1
        if current.lag <= 0:
            self.is_over(current)

    def is_over(self, current, is_whole=False):
        """A pass is over with all its steps, or was left early."""
        if current.is_over:
            return
        current.is_over = True
        # The loader's own data must not live longer by us.
        current.dataset = None
        if current.watch is not None:
            self._tracker.validation.end(current, is_whole)
        for user in current.users:
            user.pass_is_over(current)
        tracker = self._tracker
        if not current.users and tracker.thread.batch is current:
            tracker.thread.batch = None
        if current.is_evaluation:
            for entry in tracker.entries():
                entry.series.restart_clock()

    def _dropped(self, key, current):
        """The program left its loop. May be called wherever memory is freed, so it must not wait for anything."""
        if self._passes.get(key, (None,))[0] is current:
            del self._passes[key]
            self._guard(self.is_over, current)

    def _loader_of(self, sampler):
        loader = self._loaders.get(id(sampler))
        if loader is None or loader.reference() is not sampler:
            loader = self._loaders[id(sampler)] = Loader(sampler)
        return loader


def hook_loaders(tracker, imports):
    tracker.loaders = Loaders(tracker)
    imports.after("torch.utils.data.dataloader", lambda module: _hook(tracker.loaders, module))
    imports.after("accelerate.data_loader", lambda module: _hook_accelerate(tracker.loaders, module))


def _hook(loaders, module):
    around(module._BaseDataLoaderIter, "__next__", loaders.hook)


def _hook_accelerate(loaders, module):
    """Accelerate's own loaders fetch one batch ahead, to know which one is the last."""

    def make(original):
        def __iter__(self):
            loader = getattr(self, "base_dataloader", self)
            sampler = getattr(loader, "_index_sampler", None)
            batches = original(self)
            return batches if sampler is None else loaders.follow(sampler, getattr(loader, "dataset", None), batches)

        return __iter__

    for name in ("DataLoaderShard", "DataLoaderDispatcher"):
        if hasattr(module, name):
            around(getattr(module, name), "__iter__", make)
