// Posts invented orders, then shows what each place holds of them. Everybody in it is made up.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

const {
  SERVICE = 'http://127.0.0.1:3000',
  REDIS_URL = 'redis://127.0.0.1:6379',
  LOG_FILE = 'orders.log',
} = process.env;

const ORDERS = [
  {
    receiverName: '陈丽华',
    mobile: '15902714683',
    address: '武汉市洪山区珞喻路129号桂园小区5栋2单元601室',
    remark: '放门口，给丽华发短信 159-0271-4683',
  },
  {
    receiverName: '欧阳若溪',
    mobile: '15907130264',
    address: '武汉市江汉区新华路218号临江苑3栋1202室',
    remark: '不在家就打爱人电话１５９７２０４６８１３',
  },
  {
    receiverName: '贺建国',
    mobile: '15927085316',
    address: '湖北省武汉市硚口区古田二路88号汇丰苑7栋2单元503室',
    remark: '建国收，王守义十三香两盒，发票抬头个人',
  },
  {
    receiverName: '苏晚晴',
    mobile: '15971420397',
    address: '武汉市武昌区中北路66号云水居1栋1单元1804室',
    remark: '门禁密码 2580#，座机 027-83330627',
  },
];
/** What must be in no log and no stream: numbers, names, and the doors people live behind. */
const PLANTED = [
  ...ORDERS.flatMap(({ receiverName, mobile }) => [receiverName, mobile]),
  ...['丽华', '若溪', '建国', '晚晴', '159-0271-4683', '15972046813', '１５９７２０４６８１３', '83330627', '2580#'],
  ...['珞喻路129', '新华路218', '古田二路88', '中北路66', '601室', '1202室', '503室', '1804室'],
];

const say = (line = '') => process.stdout.write(`${line}\n`);
const planted = (shown) => PLANTED.filter((value) => shown.includes(value)).length;

const logStart = existsSync(LOG_FILE) ? statSync(LOG_FILE).size : 0;

async function ask(path, { role, ...rest } = {}) {
  const headers = { ...(role && { 'x-role': role }), ...(rest.body && { 'content-type': 'application/json' }) };
  const response = await fetch(`${SERVICE}${path}`, { ...rest, headers });
  return response.json();
}

const posted = [];
try {
  for (const order of ORDERS) posted.push(await ask('/orders', { method: 'POST', body: JSON.stringify(order) }));
} catch (error) {
  say(`No service at ${SERVICE} (${error.cause?.code ?? error.message}). Start it first: npm start`);
  process.exit(1);
}
say(`# ${posted.length} orders posted, ${posted.filter(({ published }) => published).length} of them published`);

const { id } = posted[0];
say(`\n# GET /orders/${id}`);
for (const role of ['admin', 'support', undefined]) {
  say(`${role ?? 'nobody'}:`);
  say(`  ${JSON.stringify(await ask(`/orders/${id}`, { role }))}`);
}
say('\n# GET /orders?mobile=15927085316 as support');
say(JSON.stringify((await ask('/orders?mobile=15927085316', { role: 'support' })).at(-1)));

say('\n# the log, without pid, hostname and the like');
await sleep(200);
if (existsSync(LOG_FILE)) {
  const lines = readFileSync(LOG_FILE).subarray(logStart).toString();
  for (const line of lines.trimEnd().split('\n')) {
    const { req, order, msg } = JSON.parse(line);
    if (order !== undefined || msg.startsWith('为') || req?.url.includes('?'))
      say(JSON.stringify({ ...(req && { url: req.url }), order, msg }));
  }
  say(`-> ${planted(lines)} of ${PLANTED.length} planted values in ${Buffer.byteLength(lines)} bytes of log`);
} else say(`${LOG_FILE} is not in this folder; see the terminal of the service.`);

say('\n# the stream orders:masked');
if (posted.every(({ published }) => published)) await showStream();
else say('Not published: no Redis. Orders were accepted all the same; start redis-server and send again.');

async function showStream() {
  const redis = new Redis(REDIS_URL);
  const ids = posted.map((one) => one.id);
  let shown = [];
  for (let tries = 0; tries < 25 && shown.length < ids.length; tries++) {
    if (tries > 0) await sleep(200);
    const latest = await redis.xrevrange('orders:masked', '+', '-', 'COUNT', ids.length);
    shown = latest
      .reverse()
      .map(([, fields]) => toRecord(fields))
      .filter((order) => ids.includes(order.id));
  }
  redis.disconnect();
  for (const order of shown) say(JSON.stringify(order));
  if (shown.length < ids.length) say('Nobody has masked the rest yet. Start the worker: npm run worker');
  else say(`-> ${planted(JSON.stringify(shown))} of ${PLANTED.length} planted values`);
}

/** A message comes as names and values in a row. */
function toRecord(fields) {
  return Object.fromEntries(fields.flatMap((name, i) => (i % 2 === 0 ? [[name, fields[i + 1]]] : [])));
}
