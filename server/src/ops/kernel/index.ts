export * from './activations';
export * from './params';
export * from './define';
export * from './port';
export * from './builtin';
export * from './windows';
export { msg } from '../../../../extension/protocol/localize';
