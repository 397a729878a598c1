import * as tf from '@tensorflow/tfjs';

interface Car { mpg: number | null; horsepower: number | null }

export async function getData(): Promise<Car[]> {
  const response = await fetch('https://storage.googleapis.com/tfjs-tutorials/carsData.json');
  const cars = (await response.json()) as { Miles_per_Gallon: number | null; Horsepower: number | null }[];
  return cars.map((car) => ({ mpg: car.Miles_per_Gallon, horsepower: car.Horsepower })).filter((car) => car.mpg != null && car.horsepower != null);
}

export function createModel(): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.dense({ inputShape: [1], units: 1, useBias: true }));
  model.add(tf.layers.dense({ units: 50, activation: 'sigmoid' }));
  model.add(tf.layers.dense({ units: 1, useBias: true }));
  return model;
}

export function convertToTensor(data: Car[]) {
  return tf.tidy(() => {
    tf.util.shuffle(data);
    const inputTensor = tf.tensor2d(data.map((d) => d.horsepower!), [data.length, 1]);
    const inputMax = inputTensor.max();
    return { inputs: inputTensor.sub(inputTensor.min()).div(inputMax), inputMax };
  });
}

const model = createModel();
model.compile({ optimizer: tf.train.adam(), loss: tf.losses.meanSquaredError, metrics: ['mse'] });
