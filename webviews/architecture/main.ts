import '../common/theme.css';
import './architecture.css';
import type { FromArchitecture, ToArchitecture } from '../../extension/protocol/architecturePanel';
import { setLocale } from '../common/locale';
import { loadState, openChannel, saveState } from '../common/vscodeApi';
import { watchTheme } from '../common/theme';
import { ElkLayout } from './layout/elkLayout';
import { currentScriptOrigin, elkWorkerFactory } from './layout/elkWorker';
import { initialState, keptState, readKept, reduce } from './state';
import type { PanelEvent } from './state';
import { ArchitectureView } from './view';

const root = document.getElementById('app')!;
const engine = new ElkLayout(elkWorkerFactory(currentScriptOrigin()));
let state = initialState(readKept(loadState()));
const view = new ArchitectureView(root, engine, state, dispatch);

const channel = openChannel<ToArchitecture, FromArchitecture>((message) => {
  if (message.type === 'locale') {
    setLocale(message.locale, message.messages);
    view.update(state);
  } else dispatch({ type: 'host', message });
});

function dispatch(event: PanelEvent): void {
  const step = reduce(state, event);
  state = step.state;
  const kept = keptState(state);
  if (kept) saveState(kept);
  for (const message of step.post) channel.post(message);
  view.update(state);
}

watchTheme(() => view.update(state));
channel.post({ type: 'ready' });
