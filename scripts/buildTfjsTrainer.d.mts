/** Builds the TensorFlow.js trainer into a folder; see `buildTfjsTrainer.mjs`. */
export function buildTfjsTrainer(options: { dev: boolean; node: object; common?: object; outdir?: string }): Promise<void>;
