// What a team writes in an afternoon: a file line by line through four expressions (mask), or only copied (pass).

import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { maskAll } from './regex.mjs';

const [how, from, to] = process.argv.slice(2);
const out = createWriteStream(to);
if (how === 'pass') await pipeline(createReadStream(from), out);
else {
  for await (const line of createInterface({ input: createReadStream(from), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (!out.write(`${maskAll(line)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}
