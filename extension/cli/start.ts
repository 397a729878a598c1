import path from 'node:path';
import { cacheFolder } from './cacheFolder';
import { runCompiled } from './compiledCode';

// The entry is small on purpose: what it starts is a megabyte of code, and most of a check's time would go into compiling it.
runCompiled(path.join(__dirname, 'cliProgram.js'), path.join(cacheFolder(process.env), 'code'));
