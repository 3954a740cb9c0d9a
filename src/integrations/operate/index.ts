/**
 * `tuomin/operate`: what running tuomin in production takes: a policy that can be replaced while it is in use, a trial run that
 * counts and changes nothing, and samples of what is found, without the values. The three compose: `shadow(live)`, `sample(live)`.
 */

export {
  createLiveRedactor,
  type LiveFileOptions,
  type LiveLoadOptions,
  type LiveOptions,
  type LiveRedactor,
  type PolicyState,
  type ReloadEvent,
} from './live.ts';
export { type Sample, type SampledFinding, type SampleOptions, sample } from './sample.ts';
export { type ShadowCounts, type ShadowOptions, type ShadowRedactor, shadow } from './shadow.ts';
