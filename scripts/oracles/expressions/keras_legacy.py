"""Names and arguments of earlier versions beside those of today: what can still be imported, reached and called."""

HEADER = "import numpy as np\nimport keras\nfrom keras import layers"
LIBRARIES = ["keras", "tensorflow-cpu", "numpy"]

MODULES = """layers models optimizers losses metrics utils backend callbacks regularizers constraints initializers preprocessing
preprocessing.image preprocessing.sequence applications datasets wrappers activations""".split()

OLD_MODULES = """layers.core layers.convolutional layers.recurrent layers.normalization layers.merge layers.advanced_activations layers.embeddings
layers.wrappers layers.pooling layers.noise layers.local layers.convolutional_recurrent layers.experimental layers.experimental.preprocessing
utils.np_utils utils.vis_utils utils.data_utils utils.generic_utils utils.layer_utils engine engine.topology engine.training engine.base_layer
objectives initializations optimizers.schedules optimizers.legacy preprocessing.text preprocessing.image wrappers.scikit_learn datasets.mnist
applications.vgg16 applications.resnet50 applications.mobilenet_v2 callbacks.callbacks backend.tensorflow_backend legacy mixed_precision saving
models layers estimator experimental contrib""".split()

OLD_NAMES = {
    "layers": """Merge merge MaxoutDense Highway TimeDistributedDense AtrousConvolution2D Deconvolution2D CuDNNLSTM CuDNNGRU LocallyConnected1D
        LocallyConnected2D ThresholdedReLU Convolution1D Convolution2D Convolution3D SeparableConvolution2D GlobalAvgPool2D MaxPool2D Wrapper
        RNN Layer InputSpec Input Dens Recurrent core experimental""",
    "models": "Sequential Model Input load_model save_model model_from_json model_from_yaml model_from_config clone_model Graph Layer",
    "optimizers": "adam sgd rmsprop adagrad adadelta adamax nadam Adam SGD RMSprop adam_v2 schedules TFOptimizer gradient_descent",
    "losses": "mse MSE mae mean_squared_error categorical_crossentropy kullback_leibler_divergence logcosh log_cosh cosine_proximity cosine_similarity huber",
    "metrics": "mse mae mean_squared_error categorical_accuracy top_k_categorical_accuracy cosine_proximity Precision",
    "utils": """np_utils to_categorical normalize Sequence plot_model multi_gpu_model get_file HDF5Matrix print_summary CustomObjectScope generic_utils
        vis_utils data_utils Progbar model_to_dot pad_sequences""",
    "backend": """mean sum function placeholder image_dim_ordering set_image_dim_ordering image_data_format set_image_data_format clear_session epsilon
        floatx learning_phase get_session set_session int_shape variable tf one_hot reshape in_train_phase""",
    "callbacks": "EarlyStopping ModelCheckpoint TensorBoard BaseLogger History LambdaCallback RemoteMonitor",
    "regularizers": "l1 l2 l1_l2 l1l2 WeightRegularizer activity_l2 L1L2",
    "constraints": "maxnorm max_norm MaxNorm nonneg non_neg unitnorm unit_norm",
    "initializers": "normal uniform zero one zeros RandomNormal glorot_normal he_uniform",
    "preprocessing": "image text sequence image_dataset_from_directory",
    "preprocessing.image": "ImageDataGenerator load_img img_to_array array_to_img Iterator list_pictures",
    "preprocessing.sequence": "pad_sequences TimeseriesGenerator skipgrams",
    "applications": "VGG16 ResNet50 imagenet_utils resnet50 music_tagger_crnn MobileNetV2",
    "datasets": "mnist cifar10 imdb boston_housing fashion_mnist",
    "wrappers": "scikit_learn SKLearnClassifier",
    "activations": "relu softmax linear selu tanh",
}

NUMPY = """float int bool object str complex long unicode float_ bool_ int_ NaN nan Inf inf NAN infty product prod cumproduct in1d isin trapz
trapezoid row_stack vstack alltrue sometrue rank asscalar msort mat matrix round_ round string_ unicode_ int0 typeDict find_common_type cast""".split()

OLD_CALLS = [
    ("Dense", ["output_dim=4", "4, init='uniform'", "4, W_regularizer=None", "4, bias=True", "4, use_bias=True", "4, kernel_initializer='he_normal'", "4, b_constraint=None"]),
    ("Conv2D", ["8, 3, 3", "8, 3, 3, border_mode='same'", "8, (3, 3), border_mode='same'", "8, 3, subsample=(2, 2)", "nb_filter=8, nb_row=3, nb_col=3", "8, 3, dim_ordering='tf'", "8, 3, padding='same'"]),
    ("Conv1D", ["8, 3, subsample_length=2", "nb_filter=8, filter_length=3", "8, 3, border_mode='valid'", "8, 3, strides=2"]),
    ("MaxPooling2D", ["(2, 2), border_mode='same'", "pool_size=(2, 2), dim_ordering='th'", "(2, 2), padding='same'"]),
    ("MaxPooling1D", ["pool_length=2", "2, stride=2", "2, strides=2"]),
    ("UpSampling1D", ["length=2", "size=2"]),
    ("UpSampling2D", ["(2, 2), dim_ordering='th'", "(2, 2), data_format='channels_last'"]),
    ("ZeroPadding2D", ["(1, 1), dim_ordering='th'", "(1, 1), data_format='channels_last'"]),
    ("LSTM", ["output_dim=4", "4, inner_activation='sigmoid'", "4, inner_init='orthogonal'", "4, consume_less='gpu'", "4, dropout_W=0.2", "4, dropout_U=0.2", "4, forget_bias_init='one'", "4, recurrent_activation='sigmoid'"]),
    ("GRU", ["output_dim=4", "4, U_regularizer=None", "4, recurrent_dropout=0.1"]),
    ("SimpleRNN", ["output_dim=4", "4, inner_init='orthogonal'"]),
    ("Embedding", ["10, 4, init='uniform'", "10, 4, dropout=0.1", "10, 4, input_length=5", "10, 4, W_constraint=None"]),
    ("BatchNormalization", ["mode=2", "beta_init='zero'", "axis=1"]),
    ("Dropout", ["p=0.3", "rate=0.3", "0.3"]),
    ("SpatialDropout2D", ["p=0.3", "0.3"]),
    ("GaussianNoise", ["sigma=0.3", "0.3"]),
    ("GaussianDropout", ["p=0.3"]),
    ("Reshape", ["dims=(2, 2)", "(2, 2)"]),
    ("PReLU", ["init='zero'", ""]),
]

OTHER_CALLS = [
    "keras.optimizers.{0}(lr=0.1)",
    "keras.optimizers.{0}(learning_rate=0.1)",
    "keras.optimizers.{0}(0.1, decay=1e-6)",
    "keras.optimizers.{0}(0.1, epsilon=None)",
    "keras.optimizers.{0}(0.1, schedule_decay=0.004)",
    "keras.optimizers.{0}(0.1, clipnorm=1.0)",
]

CALLBACKS = """ModelCheckpoint('a.keras', period=2)|ModelCheckpoint('a.keras')|ModelCheckpoint('a.keras', monitor='val_acc')|TensorBoard(batch_size=3)
TensorBoard(write_grads=True)|TensorBoard(log_dir='logs')|ReduceLROnPlateau(epsilon=0.1)|EarlyStopping(monitor='val_acc', patience=2, mode='auto')"""


def cases(rng):
    import importlib

    for home in ("keras", "tensorflow.keras"):
        for module in OLD_MODULES:
            path = f"{home}.{module}"
            yield path, f"import {path}\n1"
            yield path, f"import {path} as it\n1"
        for module in MODULES:
            names = OLD_NAMES[module].split()
            try:
                today = [name for name in dir(importlib.import_module(f"{home}.{module}")) if not name.startswith("_")]
            except ImportError:
                continue
            names += rng.sample(today, min(6, len(today)))
            for name in dict.fromkeys(names):
                yield f"{home}.{module}.{name}", f"from {home}.{module} import {name}\n1"
                if rng.random() < 0.5:
                    head = "import keras" if home == "keras" else "import tensorflow as tf"
                    yield f"{home}.{module}.{name}", f"{head}\nthing = {home.replace('tensorflow', 'tf')}.{module}.{name}\n1"
    for name in NUMPY:
        yield f"numpy.{name}", f"thing = np.{name}\n1"
        yield f"numpy.{name}", f"from numpy import {name}\n1"
    for layer, calls in OLD_CALLS:
        for arguments in calls:
            yield f"keras.layers.{layer}", f"layer = layers.{layer}({arguments})\n1"
    for template in OTHER_CALLS:
        for optimizer in ("SGD", "Adam", "RMSprop", "Nadam", "Adagrad"):
            yield f"keras.optimizers.{optimizer}", f"thing = {template.format(optimizer)}\n1"
    for call in CALLBACKS.replace("\n", "|").split("|"):
        yield f"keras.callbacks.{call.split('(')[0]}", f"thing = keras.callbacks.{call}\n1"
