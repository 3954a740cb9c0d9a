/** Writing without outrunning the reader, and leaving quietly when the reader is gone. */

import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { FINE, TROUBLE } from './failure.ts';

/** Resolves when the stream is ready for more. */
export async function write(stream: Writable, text: string): Promise<void> {
  if (text !== '' && !stream.write(text)) await once(stream, 'drain');
}

/** `tuomin redact big.log | head`: head has seen enough, which is no failure. */
export function leaveWhenReaderIsGone(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'EOF') process.exit(FINE);
    process.stderr.write(`tuomin: cannot write the output: ${error.code ?? 'unknown error'}\n`);
    process.exit(TROUBLE);
  });
  process.stderr.on('error', () => {});
}
