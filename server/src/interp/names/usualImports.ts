import { publicNames } from '../../ops/publicNames';

/** How a name that every program knows is imported. */
export interface UsualImport {
  readonly statement: string;
  /** What it then is. */
  readonly path: string;
}

/** Modules under the names that programs give them. */
const modules: Readonly<Record<string, string>> = {
  np: 'numpy',
  pd: 'pandas',
  plt: 'matplotlib.pyplot',
  sns: 'seaborn',
  tf: 'tensorflow',
  F: 'torch.nn.functional',
};
const plainModules =
  'numpy pandas tensorflow torch torchvision matplotlib sklearn scipy cv2 math random os sys time json re copy itertools functools glob pickle csv argparse collections datetime shutil string warnings'.split(
    ' ',
  );

const from: Readonly<Record<string, string>> = {
  nn: 'torch',
  optim: 'torch',
  transforms: 'torchvision',
  DataLoader: 'torch.utils.data',
  train_test_split: 'sklearn.model_selection',
  StandardScaler: 'sklearn.preprocessing',
  MinMaxScaler: 'sklearn.preprocessing',
  LabelEncoder: 'sklearn.preprocessing',
  OneHotEncoder: 'sklearn.preprocessing',
  LabelBinarizer: 'sklearn.preprocessing',
  confusion_matrix: 'sklearn.metrics',
  classification_report: 'sklearn.metrics',
  accuracy_score: 'sklearn.metrics',
  mean_squared_error: 'sklearn.metrics',
  tqdm: 'tqdm',
  Image: 'PIL',
  Path: 'pathlib',
  defaultdict: 'collections',
  Counter: 'collections',
  deque: 'collections',
  OrderedDict: 'collections',
  namedtuple: 'collections',
  partial: 'functools',
  dataclass: 'dataclasses',
  datetime: 'datetime',
};

/** More of scikit-learn, by module. */
const sklearnMembers: Readonly<Record<string, string>> = {
  datasets:
    'make_classification make_regression make_blobs make_moons make_circles make_multilabel_classification load_iris load_digits load_wine ' +
    'load_breast_cancer load_diabetes fetch_california_housing',
  model_selection: 'KFold StratifiedKFold RepeatedKFold GridSearchCV RandomizedSearchCV cross_val_score cross_val_predict',
  preprocessing: 'RobustScaler Normalizer OrdinalEncoder PolynomialFeatures LabelBinarizer MultiLabelBinarizer',
  compose: 'ColumnTransformer make_column_transformer',
  pipeline: 'Pipeline make_pipeline',
  impute: 'SimpleImputer',
  decomposition: 'PCA',
  'feature_extraction.text': 'CountVectorizer TfidfVectorizer',
  linear_model: 'LogisticRegression LinearRegression Ridge Lasso',
  ensemble: 'RandomForestClassifier RandomForestRegressor GradientBoostingClassifier',
  metrics: 'mean_absolute_error r2_score f1_score precision_score recall_score roc_auc_score ConfusionMatrixDisplay',
};

const sklearnHomes = new Map(
  Object.entries(sklearnMembers).flatMap(([home, names]) => names.split(' ').map((name) => [name, `sklearn.${home}`] as const)),
);

const kerasMembers: Readonly<Record<string, string>> = {
  '': 'layers models optimizers losses metrics callbacks utils regularizers initializers constraints applications datasets backend ops Sequential Model Input',
  layers:
    'Dense Conv1D Conv2D Conv3D Conv2DTranspose SeparableConv2D DepthwiseConv2D MaxPooling1D MaxPooling2D MaxPool2D AveragePooling2D ' +
    'GlobalAveragePooling1D GlobalAveragePooling2D GlobalMaxPooling1D GlobalMaxPooling2D Flatten Dropout SpatialDropout1D ' +
    'SpatialDropout2D BatchNormalization LayerNormalization Activation LeakyReLU PReLU ReLU Softmax Reshape Permute RepeatVector Lambda ' +
    'Concatenate Add Multiply Average LSTM GRU SimpleRNN Bidirectional TimeDistributed Embedding MultiHeadAttention UpSampling2D ' +
    'ZeroPadding2D Cropping2D Rescaling Normalization TextVectorization InputLayer concatenate',
  optimizers: 'Adam SGD RMSprop Adagrad Adadelta Adamax Nadam AdamW',
  utils: 'to_categorical pad_sequences plot_model image_dataset_from_directory',
  models: 'load_model clone_model',
  callbacks: 'EarlyStopping ModelCheckpoint ReduceLROnPlateau TensorBoard LearningRateScheduler CSVLogger LambdaCallback',
  datasets: 'mnist cifar10 cifar100 imdb fashion_mnist boston_housing reuters',
};

const torchMembers = new Set(
  'Module Sequential Linear Conv1d Conv2d Conv3d ConvTranspose2d MaxPool2d AvgPool2d Flatten Dropout BatchNorm1d BatchNorm2d LayerNorm ReLU Softmax LSTM GRU RNN Embedding CrossEntropyLoss MSELoss BCELoss'.split(
    ' ',
  ),
);

const kerasHomes = new Map(Object.entries(kerasMembers).flatMap(([home, names]) => names.split(' ').map((name) => [name, home] as const)));

/**
 * The import of a well-known name; `keras` is how the program spells that library.
 *
 * @param wanted the member that the program asks it for: several libraries have `models`
 */
export function usualImport(name: string, keras: string, isTorch: boolean, wanted: string | null = null): UsualImport | null {
  if (Object.hasOwn(modules, name)) return { statement: `import ${modules[name]!} as ${name}`, path: modules[name]! };
  if (name === 'keras')
    return keras === 'keras' ? { statement: 'import keras', path: 'keras' } : { statement: 'from tensorflow import keras', path: keras };
  if (isTorch && torchMembers.has(name)) return { statement: `from torch.nn import ${name}`, path: `torch.nn.${name}` };
  if (name === 'models' && (isTorch || isOfTorchvision(wanted)))
    return { statement: 'from torchvision import models', path: 'torchvision.models' };
  if (Object.hasOwn(from, name)) return { statement: `from ${from[name]!} import ${name}`, path: `${from[name]!}.${name}` };
  if (plainModules.includes(name)) return { statement: `import ${name}`, path: name };
  const sklearn = sklearnHomes.get(name);
  if (sklearn) return { statement: `from ${sklearn} import ${name}`, path: `${sklearn}.${name}` };
  const home = kerasHomes.get(name) ?? rareHome(name);
  if (home === undefined) return null;
  const module = home ? `${keras}.${home}` : keras;
  return { statement: `from ${module} import ${name}`, path: `${module}.${name}` };
}

/** Keras has no functions there that are called like networks. */
function isOfTorchvision(member: string | null): boolean {
  return (
    member !== null &&
    /^[a-z]/.test(member) &&
    publicNames('keras.models')?.now.has(member) === false &&
    /\d|^(?:alexnet|googlenet)$/.test(member)
  );
}

/** Where Keras has a class that few programs use. */
function rareHome(name: string): string | undefined {
  if (!/^[A-Z][A-Za-z0-9]{3,}$/.test(name)) return undefined;
  return ['layers', 'applications', 'callbacks', 'optimizers', 'losses', 'metrics', 'initializers'].find((home) =>
    publicNames(`keras.${home}`)?.now.has(name),
  );
}
