/**
 * The middleware of the AI SDK: prompts are redacted message by message and keep the shape that services expect; what a model answers
 * is restored, whole or part by part.
 */

import { FAILED } from '../../errors.ts';
import { putAt, type ReadDeltas } from './deltas.ts';
import { type MaskingStream, type Pipe, toStream } from './pipes.ts';

/**
 * The shape of `LanguageModelV2Middleware` and its successors in the AI SDK; `V` is the specification that the model is of.
 * Nothing of that package is imported.
 */
export interface PromptMiddleware<V extends string = 'v3'> {
  readonly specificationVersion: V;
  transformParams<P>(call: { readonly params: P }): Promise<P>;
  wrapGenerate<R>(call: { readonly doGenerate: () => PromiseLike<R>; readonly params: unknown }): Promise<R>;
  wrapStream<R>(call: { readonly doStream: () => PromiseLike<R>; readonly params: unknown }): Promise<R>;
}

/** What a call asks of its session. */
interface Conversation {
  redact<T>(value: T): T;
  read<T>(value: T, isAgain: boolean): T;
  again<T>(value: T): T;
  restore<T>(value: T): T;
  deltas<E>(read: ReadDeltas<E>): Pipe<E>;
}

/** Which session a call is of. */
interface Conversations {
  begin(params: object): Conversation;
  find(params: unknown): Conversation | undefined;
}

interface CallParams {
  readonly responseFormat?: { readonly type?: unknown };
}

interface Streaming {
  readonly stream: { pipeThrough(through: MaskingStream): unknown };
}

interface Part {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly delta?: unknown;
}

export function middlewareOf<V extends string = 'v3'>(
  specification: V | undefined,
  sessions: Conversations,
): PromptMiddleware<V> {
  return {
    specificationVersion: specification ?? ('v3' as V), // the default of V
    async transformParams<P>({ params }: { readonly params: P }): Promise<P> {
      const changed = { ...params } as P & { prompt?: unknown };
      const session = sessions.begin(changed as object);
      const { prompt } = changed;
      if (!Array.isArray(prompt)) changed.prompt = session.redact(prompt);
      else {
        const first = prompt.map((message) => redactMessage(message, (one) => session.read(one, false)));
        // All of them: what the last one proves stands in the first one, too.
        const isClean = first.every((message, i) => message === prompt[i]);
        changed.prompt = isClean ? first : first.map((message) => redactMessage(message, (one) => session.again(one)));
      }
      return changed;
    },
    async wrapGenerate<R>({ doGenerate, params }: { doGenerate: () => PromiseLike<R>; params: unknown }): Promise<R> {
      const result = await doGenerate();
      const { content } = result as { content?: unknown };
      const session = sessions.find(params);
      if (session === undefined || !Array.isArray(content)) return result;
      // Requests and responses as they went over the wire stay so: whoever logs them logs placeholders.
      return { ...result, content: content.map((part) => session.restore(part)) };
    },
    async wrapStream<R>({ doStream, params }: { doStream: () => PromiseLike<R>; params: unknown }): Promise<R> {
      const result = await doStream();
      const json = (params as CallParams | undefined)?.responseFormat?.type === 'json';
      const deltas = sessions.find(params)?.deltas(sdkDeltas(json));
      if (deltas === undefined) return result;
      return { ...result, stream: (result as unknown as Streaming).stream.pipeThrough(toStream(deltas)) };
    },
  };
}

/** In the shape that services expect, also where nothing of it may be shown; a role is one word of four. */
function redactMessage(message: unknown, redact: (message: unknown) => unknown): unknown {
  const redacted = redact(message);
  const { role } = Object(message) as { role?: unknown };
  if (typeof redacted === 'object' && (redacted as { role?: unknown } | null)?.role === role) return redacted;
  return { role, content: role === 'system' ? FAILED : [{ type: 'text', text: FAILED }] };
}

/** The parts of a stream of the AI SDK; `json` says that the text itself is to be JSON. */
function sdkDeltas(json: boolean): ReadDeltas<Part> {
  return (part) => {
    const [, name = '', stage] = /^(text|reasoning|tool-input)-(delta|end)$/.exec(String(part.type)) ?? [];
    const id = JSON.stringify([name, part.id]);
    if (stage === 'end') return { ends: [id] };
    if (stage === 'delta' && typeof part.delta === 'string') {
      const isJson = name === 'tool-input' || (name === 'text' && json);
      return { deltas: [{ id, text: part.delta, json: isJson, put: putAt('delta') }] };
    }
    switch (part.type) {
      case 'tool-call':
      case 'tool-result':
      case 'source':
        return { isWhole: true };
      case 'finish':
        return { ends: [''] };
      default:
        return undefined;
    }
  };
}
