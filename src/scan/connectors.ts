import { ZERO_WIDTH } from '../text/fold.ts';

/** What may stand between a label and its value. */
const CONNECTORS = ' \t\n\r:=>"\'\\()[]{}<|-`,是为為号号码碼【】「」『』→～~.*_/';

let connectors: Uint8Array | undefined;

/** True for what may stand between a label and its value. */
export function isConnector(unit: number): boolean {
  if (connectors === undefined) {
    connectors = new Uint8Array(65536);
    for (let i = 0; i < CONNECTORS.length; i++) connectors[CONNECTORS.charCodeAt(i)] = 1;
    connectors[ZERO_WIDTH] = 1;
  }
  return connectors[unit] === 1;
}
