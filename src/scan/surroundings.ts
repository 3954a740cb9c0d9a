import type { CueSet } from './cues.ts';

/** What may be asked of a text before anybody has been woken. */
export interface Surroundings {
  readonly units: Uint16Array;
  /** Reports whether a hit of `set` may label a value at `at`, as `cueBefore` would find it: never wrongly no. */
  mayFollowCue(set: CueSet, at: number, gap?: number): boolean;
}
