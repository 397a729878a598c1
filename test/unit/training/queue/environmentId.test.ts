import assert from 'node:assert/strict';
import { environmentId } from '../../../../extension/training/queue/environmentId';

describe('environmentId', () => {
  const env = { PATH: '/bin', LR: '0.1', SECRET: 'hush' };

  it('is the same for the same variables in any order, and another for any other value', () => {
    assert.equal(environmentId(env), environmentId({ SECRET: 'hush', LR: '0.1', PATH: '/bin' }));
    const ids = [env, { ...env, LR: '0.2' }, { ...env, MORE: '' }, { PATH: '/bin', LR: '0.1' }].map((each) => environmentId(each));
    assert.equal(new Set(ids).size, ids.length);
  });

  it('passes by what differs between two shells without meaning anything', () => {
    assert.equal(environmentId({ ...env, SHLVL: '3', PWD: '/a', _: '/bin/node', OLDPWD: '/b' }), environmentId(env));
  });

  it('tells no value', () => assert.match(environmentId(env), /^[0-9a-f]{8}$/));
});
