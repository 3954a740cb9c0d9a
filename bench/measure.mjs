// How every group measures: engines take turns, eleven rounds and more, young memory swept before each turn, medians and paired
// ratios. Not all of it: a full collection also throws away compiled code, which no service has happen 25 times a second. Time is what the process spent computing, so that other load on the machine hardly shows. An engine whose output
// changes between passes, or that misses what is planted, stops the run.

import assert from 'node:assert/strict';

const ROUNDS = 11;
/** A turn lasts about this long, so that the clock and a stray interrupt do not show. */
const TURN_MS = 40;

/**
 * Times `engines`, each `{ name, units, pass }`: `pass()` works through `units` characters and returns a number that is
 * the same each time. Returns per engine the nanoseconds per character of each round.
 */
export async function interleave(engines, rounds = ROUNDS) {
  const turns = [];
  for (const engine of engines) {
    const expected = await engine.pass();
    let passes = 0;
    const start = now();
    // Warm enough for the optimising compiler, and long enough to tell how many passes make a turn.
    while (passes < 3 || (now() - start < TURN_MS * 4 && passes < 2000)) {
      assert.equal(await engine.pass(), expected, `${engine.name}: the output changed between passes`);
      passes++;
    }
    const each = (now() - start) / passes;
    turns.push({ engine, expected, passes: Math.max(1, Math.round(TURN_MS / each)), samples: [] });
  }
  for (let round = 0; round < rounds; round++) {
    for (let k = 0; k < turns.length; k++) {
      const turn = turns[(k + round) % turns.length];
      globalThis.gc?.({ type: 'minor' });
      let result = 0;
      const start = now();
      for (let i = 0; i < turn.passes; i++) {
        const output = turn.engine.pass();
        result = typeof output === 'number' ? output : await output;
      }
      const ms = now() - start;
      assert.equal(result, turn.expected, `${turn.engine.name}: the output changed between rounds`);
      turn.samples.push((ms * 1e6) / (turn.passes * turn.engine.units));
    }
  }
  return new Map(turns.map(({ engine, samples }) => [engine.name, samples]));
}

/** One pass over lines; the sum of the lengths keeps the work from being optimised away. */
export function maskEach(mask, texts) {
  let length = 0;
  for (let i = 0; i < texts.length; i++) length += mask(texts[i]).length;
  return length;
}

/** Milliseconds this process has spent computing. */
export function now() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** How many times quicker `fast` was than `slow`, paired by round: median with the quartiles. */
export function timesQuicker(slow, fast) {
  const ratios = slow.map((time, round) => time / fast[round]).sort((a, b) => a - b);
  return {
    median: median(ratios),
    low: ratios[Math.floor(ratios.length / 4)],
    high: ratios[Math.ceil((ratios.length * 3) / 4) - 1],
  };
}

/**
 * Counts by kind what of the planted values `detect` covers from end to end, and what else it finds.
 * Returns `{ planted, covered, extra }`, each by kind.
 */
export function count(lines, detect) {
  const counts = { planted: {}, covered: {}, extra: {} };
  const add = (table, kind) => {
    table[kind] = (table[kind] ?? 0) + 1;
  };
  for (const { text, planted } of lines) {
    const findings = detect(text);
    for (const value of planted) {
      add(counts.planted, value.kind);
      if (findings.some((f) => f.kind === value.kind && f.start <= value.start && f.end >= value.end))
        add(counts.covered, value.kind);
    }
    for (const f of findings) {
      if (!planted.some((value) => f.start < value.end && value.start < f.end)) add(counts.extra, f.kind);
    }
  }
  return counts;
}

/** Stops the run when `counts` misses planted values of `kinds`, save the share `mayMiss`. */
export function assertCovered(name, counts, kinds, mayMiss = 0) {
  for (const kind of kinds) {
    const [planted, covered] = [counts.planted[kind] ?? 0, counts.covered[kind] ?? 0];
    assert.ok(covered >= planted * (1 - mayMiss), `${name} covers ${covered} of ${planted} planted values of ${kind}`);
  }
}

/** `name 3392/3392 +4`: covered of planted, and what else was found. */
export function tally(counts, kinds) {
  return kinds
    .map((kind) => {
      const extra = counts.extra[kind] ?? 0;
      return `${kind} ${counts.covered[kind] ?? 0}/${counts.planted[kind] ?? 0}${extra === 0 ? '' : ` +${extra}`}`;
    })
    .join(', ');
}

/** A Markdown table, line by line. */
export function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

export function times(ratio) {
  const show = (x) => (x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(2));
  return typeof ratio === 'number'
    ? `${show(ratio)}×`
    : `${show(ratio.median)}× (${show(ratio.low)}–${show(ratio.high)})`;
}

/** A bar of the foundation issue and the figure that stands against it. */
export function bar(text, figure, isMet) {
  return { text, figure, isMet };
}

/** Hands the group's page to bench/run.mjs, or prints it when the group was started by hand. */
export function publish(result) {
  if (process.send !== undefined) process.send(result);
  else
    console.log(
      [...result.page, ...result.bars.map((b) => `${b.isMet ? 'met' : 'MISSED'}: ${b.text}: ${b.figure}`)].join('\n'),
    );
}
