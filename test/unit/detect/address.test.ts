import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/core.ts';
import { addressDetector } from '../../../src/detect/address/index.ts';
import * as kinds from '../../../src/detect/address/kinds.ts';
import { numberEnd, telephoneAt } from '../../../src/detect/address/units.ts';
import { ELEMENT_KINDS } from '../../../src/text/elements.ts';

const redactor = createRedactor({ detectors: [addressDetector] });

/** The addresses found in a text, as text. */
function found(text: string): string[] {
  return redactor.detect(text).map(({ start, end }) => text.slice(start, end));
}

/** The parts of the only address in a text: `prov 浙江省`. */
function elements(text: string): string[] {
  const findings = redactor.detect(text);
  expect(findings).toHaveLength(1);
  return (findings[0]?.elements ?? []).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);
}

function units(text: string): Uint16Array {
  return Uint16Array.from(`${text}\0`, (unit) => unit.charCodeAt(0));
}

describe('elements', () => {
  it('names every level down to the room', () => {
    expect(elements('江苏省苏州市姑苏区平江街道平江路217号锦溪苑4幢2单元5楼1503室')).toEqual([
      'prov 江苏省',
      'city 苏州市',
      'district 姑苏区',
      'town 平江街道',
      'road 平江路',
      'roadno 217号',
      'poi 锦溪苑',
      'houseno 4幢',
      'cellno 2单元',
      'floorno 5楼',
      'roomno 1503室',
    ]);
  });

  it('takes numbers joined by dashes for house, unit and room', () => {
    expect(elements('杭州市西湖区翠苑四区12-3-1001').slice(-3)).toEqual(['houseno 12', 'cellno 3', 'roomno 1001']);
  });

  it('keeps a lane and its house apart', () => {
    expect(elements('上海市闵行区虹梅路669弄14号').slice(-2)).toEqual(['roadno 669弄', 'roadno 14号']);
  });

  it('calls 之3 behind a floor a room', () => {
    expect(elements('高雄市苓雅區四維三路2號7樓之3').slice(-2)).toEqual(['floorno 7樓', 'roomno 之3']);
  });

  it('names village and group', () => {
    expect(elements('湖北省监利市柘木乡柳树沟村七组').slice(-3)).toEqual([
      'town 柘木乡',
      'community 柳树沟村',
      'group 七组',
    ]);
  });

  it('lie inside their address, in order, without overlap', () => {
    for (const text of [
      '山东省 青岛市 市南区 香港中路街道 闽江路 016 号 国华大厦 B座 0903',
      '新界沙田石門安群街3號京瑞廣場18樓B室',
      '重庆渝中区民生路235号海航保利B座1803号上海锦天城(重庆)律师事务所',
      '绿地中央广场7栋21楼须平盛13601269538',
      'Flat 1603, Block 7, 88 Jiangnan Avenue, Binjiang District, Hangzhou',
    ]) {
      for (const { start, end, elements: parts = [] } of redactor.detect(text)) {
        let from = start;
        for (const part of parts) {
          expect(part.start, text).toBeGreaterThanOrEqual(from);
          expect(part.end, text).toBeGreaterThan(part.start);
          from = part.end;
        }
        expect(from, text).toBeLessThanOrEqual(end);
      }
    }
  });

  it('has the ranks of the kinds in step with their list', () => {
    for (const [name, rank] of Object.entries(kinds)) expect(ELEMENT_KINDS[rank]).toBe(name.toLowerCase());
  });
});

describe('boundaries', () => {
  it('begins at the first part: not at the label, the verb, a name or a number before it', () => {
    const address = '云南省昆明市五华区翠湖南路12号';
    for (const before of [
      '地址：',
      '送到',
      '喻晓刚',
      '18642075391',
      '喻晓刚18642075391',
      '收货地址:"',
      '我住在',
      '订单A12,',
    ]) {
      expect(found(before + address), before).toEqual([address]);
    }
  });

  it('ends after the last part: before a name, a number or the next field', () => {
    const address = '云南省昆明市五华区翠湖南路12号3栋402';
    for (const after of [
      '陶建民13908174526',
      ' 陶建民 13908174526',
      '，陶建民收',
      ' 电话：13908174526',
      '"}',
      '，请放门口',
      '\n陶建民',
      '（物业代收）',
      ' 650031',
    ]) {
      expect(found(address + after), after).toEqual([address]);
    }
  });

  it('leaves the digits of a glued mobile to it', () => {
    expect(found('昆明市五华区翠湖花园B-613908174526')).toEqual(['昆明市五华区翠湖花园B-6']);
    expect(found('昆明市五华区翠湖南路62-213908174526')).toEqual(['昆明市五华区翠湖南路62-2']);
  });

  it('takes 楼 for the surname only where nothing else makes a name', () => {
    expect(found('昆明市五华区翠湖花园6栋楼晓峰13908174526')).toEqual(['昆明市五华区翠湖花园6栋']);
    expect(found('昆明市五华区翠湖花园6号楼丁晓峰13908174526')).toEqual(['昆明市五华区翠湖花园6号楼']);
  });
});

describe('restraint', () => {
  it.each(['由广州发出，下一站武汉', '重庆小面', '上海市今天小雨转多云', '北京三快在线科技有限公司', '解放路很堵'])(
    '%s is no address',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );

  it('leaves masked addresses alone, so that masking twice changes nothing', () => {
    for (const text of [
      '浙江省杭州市余杭区****',
      '地址：浙江省杭州市余杭区文一西路****',
      '浙江省杭州市余杭区文一西路969号＊＊＊＊',
      '浙江省杭州市余杭区',
    ]) {
      expect(found(text), text).toEqual([]);
    }
  });

  it('says why a mention lost', () => {
    const [mention] = redactor.explain('浙江省杭州市余杭区今天开工');
    expect(mention?.outcome).toBe('below-threshold');
    expect(mention?.evidence.map(({ code }) => code)).toContain('against:no-detail');
  });
});

describe('growth', () => {
  it.each(['省市区县', '号', '中市', '路1号', '1-', '杭州', '，路', '(期)'])(
    '%s again and again stays within reach',
    (unit) => {
      const text = unit.repeat(20_000 / unit.length);
      for (const { start, end } of redactor.detect(text))
        expect(end - start).toBeLessThanOrEqual(addressDetector.reach);
    },
  );
});

describe('numbers', () => {
  it.each([
    ['969号', 3],
    ['62-2号', 4],
    ['12-3-1001', 9],
    ['12#1001', 7],
    ['A507室', 4],
    ['17A', 3],
    ['十二栋', 2],
    ['SOHO', 0],
    ['路', 0],
  ])('%s begins with a number of %i units', (text, size) => {
    expect(numberEnd(units(text), 0, text.length)).toBe(size);
  });

  it.each([
    ['13908174526', 0],
    ['213908174526', 1],
    ['139 0817 4526', 0],
    ['0755-22107333', 0],
    ['400-1808855', 0],
    ['86-13908174526', 0],
    ['1503', -1],
    ['12-3-1001', -1],
    ['215000', -1],
  ])('in %s a long number begins at %i', (text, at) => {
    expect(telephoneAt(units(text), 0, text.length)).toBe(at);
  });
});
