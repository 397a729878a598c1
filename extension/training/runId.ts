import { randomBytes } from 'node:crypto';

const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/** Sorts by time and can be read: `20261122-063012-k3fq`, in UTC so that it also sorts when clocks change. */
export function createRunId(at = new Date()): string {
  const time = at.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const tail = [...randomBytes(4)].map((byte) => letters[byte % 32]).join('');
  return `${time}-${tail}`;
}
