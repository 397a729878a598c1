import type { LayerDef, Params } from '../kernel';
import { any, choice, defineLayer } from '../kernel';
import { imageLayerParams } from './layerParams';

const dataFormat = choice('channels_last', 'channels_last', 'channels_first');

/** A layer that changes images and not their shapes. Parameters are given as `name=default`, required ones without. */
function augmentation(name: string, page: string, parameters: string, summary: string): LayerDef {
  const specs = parameters.split(', ').map((each) => {
    if (each === 'data_format=None') return ['data_format', dataFormat] as const;
    const at = each.indexOf('=');
    return at < 0 ? ([each, any(null)] as const) : ([each.slice(0, at), any(each.slice(at + 1))] as const);
  });
  const params = Object.fromEntries(specs) as Params;
  const sample = specs.filter(([, spec]) => spec.isRequired).map(([parameter]) => `${parameter}=${parameter === 'max_number' ? 4 : 0.2}`);
  return defineLayer({
    name: `keras.layers.${name}`,
    aliases: [`keras.layers.experimental.preprocessing.${name}`],
    summary,
    docs: `https://keras.io/api/layers/preprocessing_layers/image_augmentation/${page}/`,
    category: 'preprocessing',
    framework: 'keras',
    params,
    keywordParams: imageLayerParams,
    codes: [],
    shape: (_, [x]) => x!.shape,
    examples: [`keras.layers.${name}(${sample.join(', ')})(keras.Input((28, 28, 3)))  #> [null, 28, 28, 3]`],
  });
}

const range = 'value_range=(0, 255)'.replace(', ', ',');

/** Layers that change images at random while training, or once for all. */
export const augmentations: readonly LayerDef[] = [
  augmentation(
    'AugMix',
    'aug_mix',
    `${range}, num_chains=3, chain_depth=3, factor=0.3, alpha=1.0, all_ops=True, interpolation='bilinear', seed=None, data_format=None`,
    'Mixes several chains of random changes of an image.',
  ),
  augmentation('AutoContrast', 'auto_contrast', range, 'Stretches the values of an image over the whole range.'),
  augmentation(
    'CutMix',
    'cut_mix',
    'factor=1.0, seed=None, data_format=None',
    'Puts parts of one image into another, and mixes their labels.',
  ),
  augmentation('Equalization', 'equalization', `${range}, bins=256, data_format=None`, 'Spreads the values of an image evenly.'),
  augmentation('MixUp', 'mix_up', 'alpha=0.2, data_format=None, seed=None', 'Mixes pairs of images and their labels.'),
  augmentation(
    'RandAugment',
    'rand_augment',
    `${range}, num_ops=2, factor=0.5, interpolation='bilinear', seed=None, data_format=None`,
    'Changes images by operations drawn at random.',
  ),
  augmentation('RandomBrightness', 'random_brightness', `factor, ${range}, seed=None`, 'Makes images brighter or darker at random.'),
  augmentation(
    'RandomColorDegeneration',
    'random_color_degeneration',
    `factor, ${range}, data_format=None, seed=None`,
    'Takes color out of images at random.',
  ),
  augmentation(
    'RandomColorJitter',
    'random_color_jitter',
    `${range}, brightness_factor=None, contrast_factor=None, saturation_factor=None, hue_factor=None, seed=None, data_format=None`,
    'Changes brightness, contrast, saturation and hue at random.',
  ),
  augmentation('RandomContrast', 'random_contrast', `factor, ${range}, seed=None`, 'Changes the contrast of images at random.'),
  augmentation(
    'RandomElasticTransform',
    'random_elastic_transform',
    `factor=1.0, scale=1.0, interpolation='bilinear', fill_mode='reflect', fill_value=0.0, ${range}, seed=None, data_format=None`,
    'Bends images at random.',
  ),
  augmentation(
    'RandomErasing',
    'random_erasing',
    `factor=1.0, scale=(0.02,0.33), fill_value=None, ${range}, seed=None, data_format=None`,
    'Erases random parts of images.',
  ),
  augmentation('RandomFlip', 'random_flip', "mode='horizontal_and_vertical', seed=None, data_format=None", 'Flips images at random.'),
  augmentation(
    'RandomGaussianBlur',
    'random_gaussian_blur',
    `factor=1.0, kernel_size=3, sigma=1.0, ${range}, data_format=None, seed=None`,
    'Blurs images at random.',
  ),
  augmentation('RandomGrayscale', 'random_grayscale', 'factor=0.5, data_format=None, seed=None', 'Turns images gray at random.'),
  augmentation('RandomHue', 'random_hue', `factor, ${range}, data_format=None, seed=None`, 'Changes the hue of images at random.'),
  augmentation('RandomInvert', 'random_invert', `factor=1.0, ${range}, seed=None, data_format=None`, 'Inverts images at random.'),
  augmentation(
    'RandomPerspective',
    'random_perspective',
    "factor=1.0, scale=1.0, interpolation='bilinear', fill_value=0.0, seed=None, data_format=None",
    'Changes the perspective of images at random.',
  ),
  augmentation(
    'RandomPosterization',
    'random_posterization',
    `factor, ${range}, data_format=None, seed=None`,
    'Lowers the number of colors of images at random.',
  ),
  augmentation(
    'RandomRotation',
    'random_rotation',
    "factor, fill_mode='reflect', interpolation='bilinear', seed=None, fill_value=0.0, data_format=None",
    'Rotates images at random.',
  ),
  augmentation(
    'RandomSaturation',
    'random_saturation',
    `factor, ${range}, data_format=None, seed=None`,
    'Changes the saturation of images at random.',
  ),
  augmentation(
    'RandomSharpness',
    'random_sharpness',
    `factor, ${range}, data_format=None, seed=None`,
    'Sharpens or softens images at random.',
  ),
  augmentation(
    'RandomShear',
    'random_shear',
    "x_factor=0.0, y_factor=0.0, interpolation='bilinear', fill_mode='reflect', fill_value=0.0, data_format=None, seed=None",
    'Shears images at random.',
  ),
  augmentation(
    'RandomTranslation',
    'random_translation',
    "height_factor, width_factor, fill_mode='reflect', interpolation='bilinear', seed=None, fill_value=0.0, data_format=None",
    'Shifts images at random.',
  ),
  augmentation(
    'RandomZoom',
    'random_zoom',
    "height_factor, width_factor=None, fill_mode='reflect', interpolation='bilinear', seed=None, fill_value=0.0, data_format=None",
    'Zooms into or out of images at random.',
  ),
  augmentation(
    'Solarization',
    'solarization',
    `addition_factor=0.0, threshold_factor=0.0, ${range}, seed=None`,
    'Inverts the bright values of images.',
  ),
];
