/**
 * `tuomin/ai`: prompts leave with placeholders (`<姓名_1>`) in place of personal data, and answers come back with the values, also
 * where a stream cuts a placeholder in two. What a placeholder stands for is known to its session alone: no keys, nothing stored.
 *
 * Numbers are given once per session, whatever the kind, so that a number alone says which value is meant. What is typed and looks
 * like a placeholder takes its number out of use, or gets a placeholder itself where the number is in use.
 */

import { Finder, type PromptGuardOptions } from './finder.ts';
import { middlewareOf, type PromptMiddleware } from './middleware.ts';
import { type PromptSession, Session } from './session.ts';

export { anthropicDeltas, type Delta, type DeltaReading, openaiDeltas, type ReadDeltas } from './deltas.ts';
export type { RestoreOptions } from './session.ts';
export type { PromptGuardOptions, PromptMiddleware, PromptSession };

/** Compiled once; what belongs to a conversation is in its sessions. */
export interface PromptGuard {
  /** One for each conversation, or for each person: sessions share nothing. */
  session(): PromptSession;
  /** With a session of its own for each call: nothing is remembered between them, for prompts come whole each time. */
  middleware<V extends string = 'v3'>(specification?: V): PromptMiddleware<V>;
}

/** Compiles what finds personal data in prompts. Throws a TuominError on bad options; nothing throws afterwards. */
export function createPromptGuard(options: PromptGuardOptions = {}): PromptGuard {
  const finder = new Finder(options);
  return {
    session: () => new Session(finder),
    middleware: (specification) => {
      // By the params that the model is called with: where they are unknown, nothing of theirs is to be restored.
      const sessions = new WeakMap<object, Session>();
      return middlewareOf(specification, {
        begin(params) {
          const session = new Session(finder);
          sessions.set(params, session);
          return session;
        },
        find: (params) => (typeof params === 'object' && params !== null ? sessions.get(params) : undefined),
      });
    },
  };
}
