import type { CueSet, Scan } from '../scan/scan.ts';
import type { Detector, Report } from '../types.ts';

/** Field labels and keys of telephone numbers. */
export const PHONE_LABEL: CueSet = {
  name: 'phone-label',
  words: '手机号码 手机号 手机 电话号码 电话 联系方式 联系电话',
  keys: '~mobile ~phone ~tel',
};

/** Mainland mobile numbers. (Being written: this stub shows the shape of a detector.) */
export const mobileDetector: Detector = {
  name: 'mobile',
  kinds: ['mobile'],
  reach: 64,
  cues: [PHONE_LABEL],
  wakes: { digits: 11 },
  find(scan: Scan, report: Report): void {
    for (let k = 0; k < scan.runCount; k++) {
      if (scan.runSize[k] !== 11) continue;
      const start = scan.runStart[k] as number;
      if (scan.units[start] !== 49) continue;
      report.add('mobile', start, scan.runEnd[k] as number, 1);
      if (scan.cueBefore(PHONE_LABEL, start) >= 0) report.because('cue:phone-label', 3);
    }
  },
};
