import { msg } from '../../../../../extension/protocol/localize';
import type { CallSite, ModelObject } from '../../../values/value';
import { renameMethod } from '../../reports/fixEdits';
import type { Machine } from '../../machine';
import { nearest } from '../../names/nearest';
import { labelOf } from '../../reports/report';
import { isLegacyKeras } from '../kerasFlavor';

/** What a model of Keras 3 has, as its own `dir` says. */
const members: ReadonlySet<string> = new Set(
  (
    'activity_regularizer add add_loss add_metric add_variable add_weight autocast build build_from_config built call compile compile_from_config ' +
    'compiled compute_dtype compute_loss compute_mask compute_metrics compute_output_shape compute_output_spec count_params dtype dtype_policy evaluate ' +
    'export fit from_config get_build_config get_compile_config get_config get_layer get_metrics_result get_state_tree get_weights input input_dtype ' +
    'input_shape input_spec inputs jit_compile layers load_own_variables load_weights loss losses make_predict_function make_test_function ' +
    'make_train_function metrics metrics_names metrics_variables name non_trainable_variables non_trainable_weights operations optimizer output ' +
    'output_names output_shape outputs path pop predict predict_function predict_on_batch predict_step quantize reset_metrics run_eagerly save ' +
    'save_own_variables save_weights set_state_tree set_weights stateless_call steps_per_execution stop_training summary supports_jit supports_masking ' +
    'symbolic_call test_function test_on_batch test_step to_json train_function train_on_batch train_step trainable trainable_variables ' +
    'trainable_weights variable_dtype variables weights apply distribute_strategy signatures history reset_states state_updates'
  ).split(' '),
);

/** Methods that people take for others. */
export const meantNames: Readonly<Record<string, string>> = { add_layer: 'add', addLayer: 'add', train: 'fit' };

/** Says that a model has no such method, and what is meant, if that is plain; null when nothing is wrong or known. */
export function meantMethod(m: Machine, model: ModelObject, name: string, site: CallSite): string | null {
  if (model.framework !== 'keras' || model.own || name.startsWith('_') || isLegacyKeras(m)) return null;
  const meant = members.has(name) ? name : Object.hasOwn(meantNames, name) ? meantNames[name]! : nearest(name, members);
  if (model.container !== 'sequential' && (meant === 'add' || meant === 'pop')) {
    const message = msg('{0} has no {1}: only a Sequential model takes layers one by one', labelOf(model.op), name);
    m.report({ code: 'missing-attribute', severity: 'error', message, place: site.place, related: [], fixes: [] });
    return null;
  }
  if (meant === null || meant === name) return null;
  const fix = renameMethod(site, name, meant);
  m.report({
    code: 'missing-attribute',
    severity: 'error',
    message: msg('{0} has no {1}; is {2} meant?', labelOf(model.op), name, meant),
    place: site.place,
    related: [],
    fixes: fix ? [fix] : [],
  });
  return meant;
}
