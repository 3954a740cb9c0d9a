/**
 * A set of cue words with one meaning, compared by identity.
 *
 * `words` are separated by spaces and matched anywhere in the text. `keys` are names of fields, matched only before
 * `:`, `=` or `>` without regard to case, `_` and `-`: `receiverPhone`, `RECEIVER_PHONE` and `receiver-phone` are one key.
 * A key that begins with `~` may be the last part of a longer one: `~mobile` also stands for `buyerMobile` and `buyer.mobile`.
 */
export interface CueSet {
  readonly name: string;
  readonly words?: string;
  readonly keys?: string;
  /**
   * Asked about only through `cueBefore`, `cueAfter` and `cueWithin`: the scan leaves it alone until a candidate asks.
   * Of no effect when a detector wakes on the set.
   */
  readonly isAside?: boolean;
  /** Large word lists that shall not be unpacked before a redactor is used; the hit's `word` is the index here. */
  readonly list?: () => readonly string[];
}
