import type { HookContext } from './hookContext';

/** A program that asks for a backend that is not there keeps the one that was picked, and is told so once. */
export function hookBackendChoice({ tf, recorder }: HookContext, picked: string): void {
  const engine = tf.engine();
  const setBackend = engine.setBackend.bind(engine);
  engine.setBackend = async (name) => {
    if (name === picked) return setBackend(name);
    if (engine.registryFactory[name] === undefined) {
      const text = `The program asks for the backend "${name}", which this run does not have; it goes on with "${picked}".`;
      recorder.warn({ code: 'backend', text }, `backend ${name}`);
      return setBackend(picked);
    }
    recorder.warn({ code: 'backend', text: `The program itself chose the backend "${name}" instead of "${picked}".` }, `backend ${name}`);
    return setBackend(name);
  };
}
