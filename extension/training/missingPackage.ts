import type { RunPlan } from '../protocol/runs';
import type { PackageInstall } from '../protocol/runViews';

/**
 * The command that installs what an import did not find, for exactly the interpreter that ran the program. Nothing here runs it.
 * @param module as the error names it: `sklearn`, `google.protobuf`
 * @returns `undefined` where installing would not help: modules of the standard library, of this platform, or most likely of the user
 */
export function installOf(module: string, { path, environment }: RunPlan['interpreter']): PackageInstall | undefined {
  const packages = packagesOf(module);
  if (!packages) return undefined;
  const { pip, conda } = packages;
  if (environment === 'conda' && conda) {
    return { module, package: conda, command: ['conda', 'install', '-p', condaPrefix(path), '-c', 'conda-forge', conda] };
  }
  const install = (...command: string[]): PackageInstall => ({ module, package: pip, command: [...command, pip] });
  // uv makes environments without pip; poetry keeps its own list of what is installed.
  if (environment === 'uv') return install('uv', 'pip', 'install', '--python', path);
  if (environment === 'poetry') return install('poetry', 'add');
  return install(path, '-m', 'pip', 'install');
}

interface Packages {
  pip: string;
  /** Absent where conda's channels have none of a name that is known. */
  conda?: string;
}

function packagesOf(module: string): Packages | undefined {
  const known = renamed.get(module);
  if (known) return known;
  // `a.b` is missing although `a` is there: it is of another version of the package, which installing does not bring.
  if (module.includes('.') || !/^[A-Za-z]\w*$/.test(module) || notInstalled.has(module)) return undefined;
  return { pip: module, ...(sameName.has(module) ? { conda: module } : {}) };
}

/** The folder of a conda environment by its interpreter: `PREFIX/bin/python`, on Windows `PREFIX\python.exe`. */
function condaPrefix(interpreter: string): string {
  return interpreter.replace(/(?:[\\/]bin)?[\\/][^\\/]+$/, '') || '/';
}

/**
 * Packages that are not called as they are imported: the module, the name in the Python Package Index, the name in conda-forge.
 * From the packages' own metadata and from conda-forge's recipes.
 */
const renamed = new Map<string, Packages>(
  (
    [
      ['Crypto', 'pycryptodome', 'pycryptodome'],
      ['IPython', 'ipython', 'ipython'],
      ['OpenGL', 'PyOpenGL', 'pyopengl'],
      ['PIL', 'pillow', 'pillow'],
      ['SimpleITK', 'SimpleITK', 'simpleitk'],
      ['absl', 'absl-py', 'absl-py'],
      ['attr', 'attrs', 'attrs'],
      ['bs4', 'beautifulsoup4', 'beautifulsoup4'],
      ['cv2', 'opencv-python', 'opencv'],
      ['dateutil', 'python-dateutil', 'python-dateutil'],
      ['distutils', 'setuptools', 'setuptools'],
      ['docx', 'python-docx', 'python-docx'],
      ['dotenv', 'python-dotenv', 'python-dotenv'],
      ['efficientnet_pytorch', 'efficientnet-pytorch'],
      ['faiss', 'faiss-cpu', 'faiss-cpu'],
      ['fitz', 'PyMuPDF', 'pymupdf'],
      ['git', 'GitPython', 'gitpython'],
      ['google.protobuf', 'protobuf', 'protobuf'],
      ['graphviz', 'graphviz', 'python-graphviz'],
      ['hydra', 'hydra-core', 'hydra-core'],
      ['imblearn', 'imbalanced-learn', 'imbalanced-learn'],
      ['jwt', 'PyJWT', 'pyjwt'],
      ['keras_cv', 'keras-cv'],
      ['keras_hub', 'keras-hub'],
      ['keras_nlp', 'keras-nlp'],
      ['keras_tuner', 'keras-tuner', 'keras-tuner'],
      ['kerastuner', 'keras-tuner', 'keras-tuner'],
      ['mpl_toolkits.basemap', 'basemap', 'basemap'],
      ['pkg_resources', 'setuptools', 'setuptools'],
      ['pl_bolts', 'lightning-bolts'],
      ['pptx', 'python-pptx', 'python-pptx'],
      ['pycocotools', 'pycocotools', 'pycocotools'],
      ['pytorch_lightning', 'pytorch-lightning', 'pytorch-lightning'],
      ['segmentation_models_pytorch', 'segmentation-models-pytorch', 'segmentation-models-pytorch'],
      ['sentence_transformers', 'sentence-transformers', 'sentence-transformers'],
      ['serial', 'pyserial', 'pyserial'],
      ['skimage', 'scikit-image', 'scikit-image'],
      ['sklearn', 'scikit-learn', 'scikit-learn'],
      ['skopt', 'scikit-optimize', 'scikit-optimize'],
      ['soundfile', 'soundfile', 'pysoundfile'],
      ['speech_recognition', 'SpeechRecognition', 'speechrecognition'],
      ['stable_baselines3', 'stable-baselines3', 'stable-baselines3'],
      ['tables', 'tables', 'pytables'],
      ['tensorboardX', 'tensorboardX', 'tensorboardx'],
      ['tensorflow_addons', 'tensorflow-addons'],
      ['tensorflow_datasets', 'tensorflow-datasets', 'tensorflow-datasets'],
      ['tensorflow_hub', 'tensorflow-hub', 'tensorflow-hub'],
      ['tensorflow_probability', 'tensorflow-probability', 'tensorflow-probability'],
      ['tf_keras', 'tf-keras'],
      ['torch', 'torch', 'pytorch'],
      ['torch_geometric', 'torch-geometric', 'pytorch_geometric'],
      ['umap', 'umap-learn', 'umap-learn'],
      ['xgboost', 'xgboost', 'py-xgboost'],
      ['yaml', 'PyYAML', 'pyyaml'],
      ['zmq', 'pyzmq', 'pyzmq'],
    ] as const
  ).map(([module, pip, conda]) => [module, conda === undefined ? { pip } : { pip, conda }]),
);

/** What conda-forge has under the name of the module. */
const sameName = new Set(
  (
    'accelerate albumentations boto3 catboost datasets diffusers einops evaluate flax gensim gymnasium h5py imageio jax jaxlib joblib ' +
    'keras kornia librosa lightgbm lightning matplotlib mlflow networkx nibabel nltk numba numpy omegaconf onnx onnxruntime optax optuna ' +
    'pandas peft plotly polars psutil pyarrow pydantic pydicom pydot requests rich safetensors scipy seaborn sentencepiece shap spacy ' +
    'statsmodels sympy tensorboard tensorflow tifffile timm tokenizers torchaudio torchinfo torchmetrics torchvision tqdm transformers wandb'
  ).split(' '),
);

/**
 * Names that no package brings: parts of the standard library that newer versions dropped or that this platform or build lacks, and
 * names that people give to modules of their own, of which the index holds something else.
 */
const notInstalled = new Set(
  (
    'aifc asynchat asyncore audioop cgi cgitb chunk crypt curses fcntl grp imghdr imp lib2to3 mailcap msilib msvcrt nis nntplib ossaudiodev ' +
    'pipes pwd readline resource smtpd sndhdr spwd sqlite3 ssl sunau telnetlib termios tkinter turtle uu winreg xdrlib ' +
    'args augment callbacks common conf config configs constants core data data_loader dataloader dataset engine eval evaluation experiments ' +
    'helper helpers inference layer layers lib loader loss losses main metrics model modeling models module modules net nets network ' +
    'networks nn optim options params preprocess preprocessing scripts settings solver src test tests tools train trainer training ' +
    'transforms util utilities utils'
  ).split(' '),
);
