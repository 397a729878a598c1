import assert from 'node:assert/strict';
import type { PythonEnvironmentKind } from '../../../extension/protocol/runs';
import { installOf } from '../../../extension/training/missingPackage';

const line = (module: string, environment?: PythonEnvironmentKind, path = '/w/.venv/bin/python'): string | undefined =>
  installOf(module, { path, ...(environment ? { environment } : {}) })?.command.join(' ');

describe('the install command of a missing module', () => {
  it('is that of the environment in which the program ran', () => {
    assert.equal(line('sklearn', 'venv'), '/w/.venv/bin/python -m pip install scikit-learn');
    assert.equal(
      line('sklearn', 'pyenv', '/home/a/.pyenv/versions/3.12.1/bin/python'),
      '/home/a/.pyenv/versions/3.12.1/bin/python -m pip install scikit-learn',
    );
    assert.equal(line('sklearn', 'system', '/usr/bin/python3'), '/usr/bin/python3 -m pip install scikit-learn');
    assert.equal(line('sklearn'), '/w/.venv/bin/python -m pip install scikit-learn');
    assert.equal(line('sklearn', 'uv'), 'uv pip install --python /w/.venv/bin/python scikit-learn');
    assert.equal(line('sklearn', 'poetry'), 'poetry add scikit-learn');
  });

  it('names packages of conda as conda does, in the prefix of the interpreter', () => {
    assert.equal(line('torch', 'conda', '/opt/conda/envs/ml/bin/python'), 'conda install -p /opt/conda/envs/ml -c conda-forge pytorch');
    assert.equal(line('numpy', 'conda', 'C:\\conda\\envs\\ml\\python.exe'), 'conda install -p C:\\conda\\envs\\ml -c conda-forge numpy');
    assert.equal(line('cv2', 'conda', '/opt/conda/bin/python'), 'conda install -p /opt/conda -c conda-forge opencv');
    // Whether conda has it, nobody knows.
    assert.equal(line('rarepackage', 'conda', '/opt/conda/bin/python'), '/opt/conda/bin/python -m pip install rarepackage');
  });

  it('knows packages that are not called as they are imported', () => {
    const packages = Object.entries({
      PIL: 'pillow',
      yaml: 'PyYAML',
      cv2: 'opencv-python',
      skimage: 'scikit-image',
      bs4: 'beautifulsoup4',
      Crypto: 'pycryptodome',
      dateutil: 'python-dateutil',
      tensorflow_datasets: 'tensorflow-datasets',
      pytorch_lightning: 'pytorch-lightning',
      tf_keras: 'tf-keras',
      'google.protobuf': 'protobuf',
      umap: 'umap-learn',
      torch: 'torch',
      einops: 'einops',
    });
    for (const [module, name] of packages) {
      assert.deepEqual(installOf(module, { path: 'python' }), { module, package: name, command: ['python', '-m', 'pip', 'install', name] });
    }
  });

  it('is none for parts of a package that is there, of Python itself, and for names of the user', () => {
    for (const module of [
      'tensorflow.keras.wrappers',
      'sklearn.externals',
      '_ctypes',
      'tkinter',
      'imp',
      'utils',
      'model',
      'data',
      'a b',
      '--index-url',
      '',
    ])
      assert.equal(line(module), undefined, module);
  });
});
