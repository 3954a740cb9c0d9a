// sm-crypto comes without types; these are the two calls we make.

declare module 'sm-crypto/src/sm3/index.js' {
  /** SM3, or HMAC-SM3 with a key, as hexadecimal. */
  // biome-ignore lint/style/noDefaultExport: a CommonJS module has no other.
  export default function sm3(data: number[], options?: { readonly key: readonly number[] }): string;
}

declare module 'sm-crypto/src/sm4/index.js' {
  type Run = (
    data: number[],
    key: number[],
    options: { readonly mode: 'cbc'; readonly iv: readonly number[]; readonly output: 'array' },
  ) => number[];
  const sm4: { encrypt: Run; decrypt: Run };
  // biome-ignore lint/style/noDefaultExport: a CommonJS module has no other.
  export default sm4;
}
