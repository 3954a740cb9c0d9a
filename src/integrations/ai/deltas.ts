/**
 * Where the events of a stream hold pieces of which text: what is to be said of an event, and who says it of those of OpenAI and of
 * Anthropic. Nothing of their packages is imported.
 */

/** A piece of a text that comes in events. */
export interface Delta<E> {
  /** Pieces with the same id are one text. No id may begin another: end them with a mark, as in `0/text/`. */
  readonly id: string;
  readonly text: string;
  readonly json?: boolean;
  /** The event with that text in place of its own. */
  readonly put: (event: E, text: string) => E;
}

/** What an event says of texts; nothing at all (undefined) of a ping. */
export interface DeltaReading<E> {
  readonly deltas?: readonly Delta<E>[];
  /** The texts whose ids begin so are complete. */
  readonly ends?: readonly string[];
  /** Whole texts stand in it: placeholders in all of its strings are restored. */
  readonly isWhole?: boolean;
}

export type ReadDeltas<E> = (event: E) => DeltaReading<E> | undefined;

interface OpenaiEvent {
  readonly type?: unknown;
  readonly choices?: unknown;
  readonly item_id?: unknown;
  readonly content_index?: unknown;
  readonly delta?: unknown;
}

interface OpenaiChoice {
  readonly index?: number;
  readonly finish_reason?: unknown;
  readonly delta?: {
    readonly content?: unknown;
    readonly reasoning_content?: unknown;
    readonly reasoning?: unknown;
    readonly tool_calls?: readonly {
      readonly index?: number;
      readonly function?: { readonly arguments?: unknown };
    }[];
  };
}

/** For `restoreDeltas`: chunks of chat completions (those of compatible services as well) and events of responses. */
export function openaiDeltas<E>(event: E): DeltaReading<E> | undefined {
  const { type, choices, item_id: item, content_index: index, delta } = event as OpenaiEvent;
  if (typeof type === 'string' && type.startsWith('response.')) {
    if (!type.endsWith('.delta') || typeof delta !== 'string') return { isWhole: true };
    const json = type.includes('arguments');
    return { deltas: [{ id: [item, type, index, ''].join('/'), text: delta, json, put: putAt('delta') }] };
  }
  if (!Array.isArray(choices)) return undefined;
  const deltas: Delta<E>[] = [];
  const ends: string[] = [];
  for (const [i, choice] of (choices as readonly OpenaiChoice[]).entries()) {
    const head = `${choice.index ?? i}/`;
    for (const field of ['content', 'reasoning_content', 'reasoning'] as const) {
      const text = choice.delta?.[field];
      if (typeof text === 'string')
        deltas.push({ id: `${head}${field}/`, text, put: putAt('choices', i, 'delta', field) });
    }
    for (const [k, call] of (choice.delta?.tool_calls ?? []).entries()) {
      const text = call.function?.arguments;
      const put = putAt<E>('choices', i, 'delta', 'tool_calls', k, 'function', 'arguments');
      if (typeof text === 'string') deltas.push({ id: `${head}tool/${call.index ?? k}/`, text, json: true, put });
    }
    if (typeof choice.finish_reason === 'string') ends.push(head);
  }
  return { deltas, ends };
}

/** For `restoreDeltas`: events of the messages of Anthropic. */
export function anthropicDeltas<E>(event: E): DeltaReading<E> | undefined {
  const { type, index, delta } = event as { type?: unknown; index?: unknown; delta?: Record<string, unknown> };
  const id = `${index}/`;
  if (type === 'content_block_stop') return { ends: [id] };
  if (type !== 'content_block_delta') return undefined;
  for (const field of ['text', 'thinking', 'partial_json']) {
    const text = delta?.[field];
    if (typeof text === 'string')
      return { deltas: [{ id, text, json: field === 'partial_json', put: putAt('delta', field) }] };
  }
  return undefined;
}

/** Puts a text in a copy of an event, at a path. */
export function putAt<E>(...path: readonly (string | number)[]): (event: E, text: string) => E {
  return (event, text) => put(event, path, text) as E; // the same shape
}

function put(value: unknown, [key, ...rest]: readonly (string | number)[], text: string): unknown {
  if (key === undefined) return text;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = put(copy[key], rest, text);
  return copy;
}
