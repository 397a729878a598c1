import type { RemovedNames } from '../kernel';
import { all } from '../kernel';

const modules: Record<string, string | null> = {
  'sklearn.cross_validation': 'sklearn.model_selection',
  'sklearn.grid_search': 'sklearn.model_selection',
  'sklearn.learning_curve': 'sklearn.model_selection',
  'sklearn.lda': 'sklearn.discriminant_analysis',
  'sklearn.qda': 'sklearn.discriminant_analysis',
  'sklearn.externals.six': 'six',
  'sklearn.datasets.base': 'sklearn.datasets',
  'sklearn.datasets.samples_generator': 'sklearn.datasets',
  'sklearn.datasets.mldata': null,
  'sklearn.preprocessing.imputation': 'sklearn.impute',
  'sklearn.preprocessing.data': 'sklearn.preprocessing',
  'sklearn.preprocessing.label': 'sklearn.preprocessing',
  ...all('sklearn.metrics', 'classification scorer ranking regression', 'sklearn.metrics'),
  ...all('sklearn.ensemble', 'forest bagging gradient_boosting weight_boosting', 'sklearn.ensemble'),
  ...all('sklearn.linear_model', 'base logistic ridge stochastic_gradient coordinate_descent', 'sklearn.linear_model'),
  ...all('sklearn.neighbors', 'kde base classification regression unsupervised', 'sklearn.neighbors'),
  ...all('sklearn.decomposition', 'pca nmf truncated_svd', 'sklearn.decomposition'),
  ...all('sklearn.cluster', 'k_means_ hierarchical dbscan_ birch', 'sklearn.cluster'),
  'sklearn.tree.tree': 'sklearn.tree',
  'sklearn.svm.classes': 'sklearn.svm',
  'sklearn.manifold.t_sne': 'sklearn.manifold',
  'sklearn.mixture.gmm': 'sklearn.mixture',
  'sklearn.feature_selection.from_model': 'sklearn.feature_selection',
  'sklearn.feature_selection.univariate_selection': 'sklearn.feature_selection',
  'sklearn.neural_network.multilayer_perceptron': 'sklearn.neural_network',
  'sklearn.utils.testing': null,
  'sklearn.utils.linear_assignment_': null,
  'sklearn.hmm': 'hmmlearn.hmm',
};

const names: Record<string, string | null> = {
  'sklearn.externals.joblib': 'joblib',
  'sklearn.lda.LDA': 'sklearn.discriminant_analysis.LinearDiscriminantAnalysis',
  'sklearn.qda.QDA': 'sklearn.discriminant_analysis.QuadraticDiscriminantAnalysis',
  'sklearn.preprocessing.Imputer': 'sklearn.impute.SimpleImputer',
  'sklearn.preprocessing.imputation.Imputer': 'sklearn.impute.SimpleImputer',
  'sklearn.preprocessing.CategoricalEncoder': 'sklearn.preprocessing.OneHotEncoder',
  'sklearn.decomposition.RandomizedPCA': 'sklearn.decomposition.PCA',
  'sklearn.mixture.GMM': 'sklearn.mixture.GaussianMixture',
  'sklearn.mixture.DPGMM': 'sklearn.mixture.BayesianGaussianMixture',
  'sklearn.metrics.jaccard_similarity_score': 'sklearn.metrics.jaccard_score',
  'sklearn.metrics.calinski_harabaz_score': 'sklearn.metrics.calinski_harabasz_score',
  ...all('sklearn.metrics', 'plot_confusion_matrix plot_roc_curve plot_precision_recall_curve', null),
  ...all('sklearn.datasets', 'load_boston fetch_mldata', null),
};

/** What scikit-learn no longer has; most of it moved with 0.20 and went with 0.24 or before. */
export const removedSklearnNames: RemovedNames = { library: 'scikit-learn', since: '0.24', modules, names };

/** Functions of SciPy around images and arrays that came from elsewhere. */
export const removedScipyNames: RemovedNames = {
  library: 'SciPy',
  since: '1.12',
  modules: {},
  names: {
    ...all('scipy.misc', 'imresize imread imsave imshow imrotate imfilter toimage bytescale fromimage', null),
    ...all('scipy.misc', 'face ascent electrocardiogram', null),
    'scipy.misc.logsumexp': 'scipy.special.logsumexp',
    'scipy.misc.comb': 'scipy.special.comb',
    'scipy.misc.factorial': 'scipy.special.factorial',
    'scipy.ndimage.imread': null,
    'scipy.interp': 'numpy.interp',
    'scipy.integrate.simps': 'scipy.integrate.simpson',
    'scipy.integrate.trapz': 'scipy.integrate.trapezoid',
    'scipy.integrate.cumtrapz': 'scipy.integrate.cumulative_trapezoid',
    ...Object.fromEntries(
      'hann hamming blackman bartlett kaiser gaussian tukey parzen'
        .split(' ')
        .map((name) => [`scipy.signal.${name}`, `scipy.signal.windows.${name}`]),
    ),
    ...Object.fromEntries(
      'zeros ones array arange linspace mean sqrt exp log dot eye'.split(' ').map((name) => [`scipy.${name}`, `numpy.${name}`]),
    ),
    'scipy.stats.itemfreq': null,
    'scipy.stats.binom_test': null,
  },
};
