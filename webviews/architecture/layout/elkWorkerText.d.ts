/** The build loads this file as text. */
declare module 'elkjs/lib/elk-worker.min.js' {
  const source: string;
  export default source;
}
