"""Labels, padded sequences, images and the other helpers of `keras.utils`."""

HEADER = "import numpy as np\nimport keras"
LIBRARIES = ["keras", "numpy"]


def cases(rng):
    to_categorical = "keras.utils.to_categorical"
    for _ in range(60):
        k = rng.choice([2, 3, 5])
        labels = [rng.randrange(k) for _ in range(rng.choice([1, 4, 9]))]
        x = rng.choice([str(labels), str([[label] for label in labels]), f"np.zeros(({rng.choice([3, 8])}, 1), dtype='int32')", "np.zeros(6)", "np.zeros((2, 3), dtype='int64')", f"({labels[0]}, 1)", str(labels[0])])
        y = rng.choice(["", "", f", {k}", f", num_classes={k}", f", num_classes={max(labels)}", ", num_classes=10", ", None"])
        yield to_categorical, f"keras.utils.to_categorical({x}{y})"
    pad = "keras.utils.pad_sequences"
    for _ in range(80):
        rows = [[rng.randrange(9) for _ in range(rng.choice([1, 2, 4, 7]))] for _ in range(rng.choice([1, 2, 5]))]
        x = rng.choice([str(rows), str(rows), str(rows), f"np.zeros(({rng.choice([2, 3])}, 4))", "np.zeros((2, 3, 5))", "[1, 2, 3]", "np.zeros(4)", "[[[1, 2], [3, 4]], [[5, 6]]]"])
        named = {"maxlen": rng.choice([2, 5, 10]), "dtype": rng.choice(["'float32'", "'int64'"]), "padding": rng.choice(["'post'", "'left'", "'pre'"]), "truncating": "'post'", "value": 7}
        options = [f"{key}={named[key]}" for key in rng.sample(sorted(named), rng.choice([0, 1, 1, 2, 3]))]
        path = rng.choice(["keras.utils.pad_sequences", "keras.preprocessing.sequence.pad_sequences"])
        yield pad, f"{path}({', '.join([x, *options])})"
    for _ in range(30):
        x = rng.choice(["np.ones((4, 3))", "np.ones((2, 3, 4), dtype='float32')", "np.ones(5)", "np.ones((4, 4), dtype='int32')"])
        yield "keras.utils.normalize", f"keras.utils.normalize({x}{rng.choice(['', ', axis=-1', ', axis=1', ', axis=0', ', axis=2', ', order=1', ', axis=3', ', -1, 2'])})"
    for _ in range(30):
        x = rng.choice(["np.zeros((28, 28))", "np.zeros((28, 20, 3), dtype='uint8')", "np.zeros((2, 28, 28, 1))", "np.zeros(28)", "np.zeros((5, 6, 4))"])
        yield "keras.utils.img_to_array", f"keras.utils.img_to_array({x}{rng.choice(['', '', ', dtype=' + repr('float64'), ', data_format=' + repr('channels_first')])})"
    for _ in range(30):
        x = rng.choice(["np.ones((28, 20, 1))", "np.ones((28, 20, 3))", "np.ones((28, 28))", "np.ones((8, 8, 2))", "np.ones((8, 9, 4))", "np.ones((2, 8, 8, 3))"])
        yield "keras.utils.array_to_img", f"keras.utils.img_to_array(keras.utils.array_to_img({x}{rng.choice(['', ', scale=False'])}))"
        yield "keras.utils.array_to_img", f"keras.utils.array_to_img({x}).size"
    for name in ("vgg16", "resnet50", "mobilenet_v2", "efficientnet", "densenet", "inception_v3", "imagenet_utils"):
        for _ in range(4):
            x = rng.choice(["np.zeros((2, 8, 8, 3))", "np.zeros((8, 8, 3), dtype='float32')", "np.zeros((2, 8, 8, 3), dtype='uint8')"])
            yield f"keras.applications.{name}.preprocess_input", f"keras.applications.{name}.preprocess_input({x})"
