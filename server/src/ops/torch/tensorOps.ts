import type { LibraryEntry } from '../kernel';
import * as conversions from './conversions';
import * as creation from './creation';
import * as cutting from './cutting';
import * as diagonals from './diagonals';
import * as expanding from './expanding';
import * as fromData from './fromData';
import * as gathering from './gathering';
import * as joining from './joining';
import * as random from './random';
import * as rearranging from './rearranging';
import * as scattering from './scattering';
import * as searching from './searching';
import * as splitting from './splitting';
import * as tensorMembers from './tensorMembers';
import * as turning from './turning';
import { opsOf } from './opsOf';

/** How tensors are made, what changes their shape, joins, cuts and indexes them, and what they have. */
export const tensorOps: readonly LibraryEntry[] = [
  conversions,
  creation,
  cutting,
  diagonals,
  expanding,
  fromData,
  gathering,
  joining,
  random,
  rearranging,
  scattering,
  searching,
  splitting,
  tensorMembers,
  turning,
].flatMap(opsOf);
