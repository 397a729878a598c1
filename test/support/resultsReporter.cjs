// Mocha's spec reporter that also writes what it counted to a file: only a suite that came to its end has results.
'use strict';
const fs = require('node:fs');
const { reporters } = require('mocha');

module.exports = class ResultsReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.TENSORWRIGHT_TEST_RESULTS;
    if (!file) return;
    const failed = [];
    runner.on('fail', (test) => failed.push(test.fullTitle()));
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats;
      fs.writeFileSync(file, JSON.stringify({ passes, failures, pending, failed }));
    });
  }
};
