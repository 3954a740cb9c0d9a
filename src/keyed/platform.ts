/** What the platform offers, where it offers it: nothing here is imported from Node, so that browsers can load it. */

/** The part of `node:crypto` that is used. */
export interface NodeCrypto {
  createHmac(hash: string, key: unknown): { update(data: Uint8Array | string): Digest };
  createSecretKey(bytes: Uint8Array): unknown;
  createCipheriv(algorithm: string, key: unknown, iv: Uint8Array | null): Cipher;
  createDecipheriv(algorithm: string, key: unknown, iv: Uint8Array | null): Cipher;
  randomFillSync(bytes: Uint8Array): void;
  getHashes(): readonly string[];
  getCiphers(): readonly string[];
}

interface Digest {
  digest(): Uint8Array;
  digest(encoding: 'latin1'): string;
}

export interface Cipher {
  update(data: Uint8Array): Uint8Array;
  final(): Uint8Array;
  setAAD(data: Uint8Array): void;
  getAuthTag(): Uint8Array;
  setAuthTag(tag: Uint8Array): void;
  setAutoPadding(on: boolean): void;
}

interface Platform {
  readonly process?: {
    readonly env?: Readonly<Record<string, string | undefined>>;
    getBuiltinModule?(name: string): unknown;
  };
  readonly crypto?: { getRandomValues(bytes: Uint8Array): void };
  readonly TextEncoder: new () => { encode(text: string): Uint8Array };
  readonly TextDecoder: new (label: string, options: { fatal: boolean; ignoreBOM: boolean }) => Decoder;
}

interface Decoder {
  decode(bytes: Uint8Array): string;
}

const platform = globalThis as unknown as Platform;

/** Undefined in browsers, and in Node before 20.16. */
export function nodeCrypto(): NodeCrypto | undefined {
  return platform.process?.getBuiltinModule?.('node:crypto') as NodeCrypto | undefined;
}

export function environmentVariable(name: string): string | undefined {
  return platform.process?.env?.[name];
}

/** Random bytes that were fetched and not given out yet: asking for twelve costs as much as asking for a thousand. */
let pool: Uint8Array = /* @__PURE__ */ new Uint8Array(0);
const POOL = 4096;

/** Throws where there is no source of randomness: a guessable one would be worse. */
export function randomBytes(size: number): Uint8Array {
  if (pool.length < size) {
    if (platform.crypto === undefined) throw new Error('no source of randomness');
    pool = new Uint8Array(POOL);
    platform.crypto.getRandomValues(pool);
  }
  const bytes = pool.slice(0, size);
  pool = pool.subarray(size);
  return bytes;
}

let encoder: { encode(text: string): Uint8Array } | undefined;
let decoder: Decoder | undefined;

/** UTF-8; lone halves of pairs become U+FFFD. */
export function toBytes(text: string): Uint8Array {
  encoder ??= new platform.TextEncoder();
  return encoder.encode(text);
}

/** Throws for what is no UTF-8. */
export function fromBytes(bytes: Uint8Array): string {
  decoder ??= new platform.TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return decoder.decode(bytes);
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
