/**
 * `tuomin/http`: what servers answer, masked by the policy of the route and of who asks, and what clients log. No framework is
 * imported.
 *
 * | content type | masked as |
 * | --- | --- |
 * | JSON, `+json` | `redactJson`; in pieces, `redactJsonStream` |
 * | NDJSON, JSON Lines | line by line |
 * | `text/event-stream` | each event, sent when it is complete |
 * | `text/csv`, tab-separated | a table |
 * | other `text/*`, XML, forms, scripts, YAML | text; in pieces, live |
 * | none | JSON or text, unless its first bytes are binary |
 * | everything else | not at all |
 *
 * UTF-8 and GB18030 (GBK, GB2312) are read; of other charsets nothing is sent but a notice, unless the body is ASCII. So it is with
 * bodies that come compressed. A part of a body (206) is refused with 416, for a value might be cut by it. Lengths, ETags and digests
 * of the raw body are taken away or made anew.
 */

export {
  type AxiosLike,
  type ClientEntry,
  type ClientLogOptions,
  type ClientOptions,
  redactAxiosErrors,
  redactFetch,
  undiciLog,
} from './clients.ts';
export type { HttpOptions } from './guard.ts';
export {
  expressRedaction,
  type FastifyInstanceLike,
  fastifyRedaction,
  type KoaContext,
  koaRedaction,
  type NestContext,
  nestRedaction,
} from './servers.ts';
