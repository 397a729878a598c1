/*!
 * This file carries elkjs 0.12.1, unchanged, as text: Copyright (c) Kiel University and others, Eclipse Public License 2.0 (EPL-2.0).
 * Source: https://github.com/kieler/elkjs (version 0.12.1). License: https://www.eclipse.org/legal/epl-2.0/
 */
import source from 'elkjs/lib/elk-worker.min.js';

// A script of its own, loaded when the first graph branches. It hands over the worker's text instead of running it: under the panels'
// content policy a worker can only be made from a blob, and nothing may be fetched.
(globalThis as { tensorwrightElkWorker?: string }).tensorwrightElkWorker = source;
