/** Something that takes pieces and gives pieces, as a TransformStream of the platform or over anything that is iterated over. */

export interface Pipe<T> {
  push(chunk: T): Iterable<T>;
  /** What was still held back. */
  end(): Iterable<T>;
}

/** As much of a TransformStream as both sides of it need; the platform's own is returned. It is the type of `tuomin/stream`. */
export interface MaskingStream {
  readonly readable: typeof globalThis extends { ReadableStream: { prototype: infer T } } ? T : object;
  readonly writable: typeof globalThis extends { WritableStream: { prototype: infer T } } ? T : object;
}

export async function* through<T>(
  source: Iterable<T> | AsyncIterable<T>,
  pipe: Pipe<T>,
): AsyncGenerator<T, void, undefined> {
  for await (const chunk of source) yield* pipe.push(chunk);
  yield* pipe.end();
}

export function toStream<T>(pipe: Pipe<T>): MaskingStream {
  interface Controller {
    enqueue(chunk: T): void;
  }
  const { TransformStream } = globalThis as unknown as {
    TransformStream: new (transformer: {
      transform(chunk: T, controller: Controller): void;
      flush(controller: Controller): void;
    }) => MaskingStream;
  };
  return new TransformStream({
    transform(chunk, controller) {
      for (const one of pipe.push(chunk)) controller.enqueue(one);
    },
    flush(controller) {
      for (const one of pipe.end()) controller.enqueue(one);
    },
  });
}
