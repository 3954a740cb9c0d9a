/** Published known answers, in hexadecimal unless said otherwise, each with where it stands. */

/** RFC 4231, section 4: HMAC-SHA-256. Case 5 is truncated and left out. */
export const HMAC_SHA256 = [
  {
    key: '0b'.repeat(20),
    data: '4869205468657265',
    mac: 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  },
  {
    key: '4a656665',
    data: '7768617420646f2079612077616e7420666f72206e6f7468696e673f',
    mac: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  },
  {
    key: 'aa'.repeat(20),
    data: 'dd'.repeat(50),
    mac: '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
  },
  {
    key: '0102030405060708090a0b0c0d0e0f10111213141516171819',
    data: 'cd'.repeat(50),
    mac: '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
  },
  {
    key: 'aa'.repeat(131),
    data: Buffer.from('Test Using Larger Than Block-Size Key - Hash Key First').toString('hex'),
    mac: '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  },
  {
    key: 'aa'.repeat(131),
    data: Buffer.from(
      'This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.',
    ).toString('hex'),
    mac: '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
  },
];

/** RFC 5869, appendix A.1 to A.3: HKDF with SHA-256. */
export const HKDF_SHA256 = [
  {
    ikm: '0b'.repeat(22),
    salt: '000102030405060708090a0b0c',
    info: 'f0f1f2f3f4f5f6f7f8f9',
    okm: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  },
  {
    ikm: bytes(0x00, 0x4f),
    salt: bytes(0x60, 0xaf),
    info: bytes(0xb0, 0xff),
    okm: 'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
  },
  {
    ikm: '0b'.repeat(22),
    salt: '',
    info: '',
    okm: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  },
];

/** McGrew and Viega, The Galois/Counter Mode of Operation, test cases 13 to 16: AES-256-GCM. */
const GCM_KEY = 'feffe9928665731c6d6a8f9467308308'.repeat(2);
const GCM_PLAIN =
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255';
const GCM_SEALED =
  '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad';
export const AES_GCM = [
  { key: '00'.repeat(32), nonce: '00'.repeat(12), plain: '', aad: '', sealed: '530f8afbc74536b9a963b4f1c4cb738b' },
  {
    key: '00'.repeat(32),
    nonce: '00'.repeat(12),
    plain: '00'.repeat(16),
    aad: '',
    sealed: 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
  },
  {
    key: GCM_KEY,
    nonce: 'cafebabefacedbaddecaf888',
    plain: GCM_PLAIN,
    aad: '',
    sealed: `${GCM_SEALED}b094dac5d93471bdec1a502270e3cc6c`,
  },
  {
    key: GCM_KEY,
    nonce: 'cafebabefacedbaddecaf888',
    plain: GCM_PLAIN.slice(0, 120),
    aad: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    sealed: `${GCM_SEALED.slice(0, 120)}76fc6ece0f4e1768cddf8853bb2d551b`,
  },
];

/** RFC 8452, appendix C.2 and C.3: AEAD_AES_256_GCM_SIV. */
const SIV_KEY = `01${'00'.repeat(31)}`;
const SIV_NONCE = `03${'00'.repeat(11)}`;
export const AES_GCM_SIV = [
  { key: SIV_KEY, nonce: SIV_NONCE, plain: '', aad: '', sealed: '07f5f4169bbf55a8400cd47ea6fd400f' },
  {
    key: SIV_KEY,
    nonce: SIV_NONCE,
    plain: '0100000000000000',
    aad: '',
    sealed: 'c2ef328e5c71c83b843122130f7364b761e0b97427e3df28',
  },
  {
    key: SIV_KEY,
    nonce: SIV_NONCE,
    plain: '010000000000000000000000',
    aad: '',
    sealed: '9aab2aeb3faa0a34aea8e2b18ca50da9ae6559e48fd10f6e5c9ca17e',
  },
  {
    key: SIV_KEY,
    nonce: SIV_NONCE,
    plain: `01${'00'.repeat(15)}`,
    aad: '',
    sealed: '85a01b63025ba19b7fd3ddfc033b3e76c9eac6fa700942702e90862383c6c366',
  },
  {
    key: SIV_KEY,
    nonce: SIV_NONCE,
    plain: `01${'00'.repeat(15)}02${'00'.repeat(15)}`,
    aad: '',
    sealed: '4a6a9db4c8c6549201b9edb53006cba821ec9cf850948a7c86c68ac7539d027fe819e63abcd020b006a976397632eb5d',
  },
  {
    key: SIV_KEY,
    nonce: SIV_NONCE,
    plain: '0200000000000000',
    aad: '01',
    sealed: '1de22967237a813291213f267e3b452f02d01ae33e4ec854',
  },
  {
    key: SIV_KEY,
    nonce: SIV_NONCE,
    plain: '020000000000000000000000',
    aad: '01',
    sealed: '163d6f9cc1b346cd453a2e4cc1a4a19ae800941ccdc57cc8413c277f',
  },
  {
    key: `00`.repeat(32),
    nonce: '00'.repeat(12),
    plain: '000000000000000000000000000000004db923dc793ee6497c76dcc03a98e108',
    aad: '',
    sealed: 'f3f80f2cf0cb2dd9c5984fcda908456cc537703b5ba70324a6793a7bf218d3eaffffffff000000000000000000000000',
  },
  {
    key: `00`.repeat(32),
    nonce: '00'.repeat(12),
    plain: 'eb3640277c7ffd1303c7a542d02d3e4c0000000000000000',
    aad: '',
    sealed: '18ce4f0b8cb4d0cac65fea8f79257b20888e53e72299e56dffffffff000000000000000000000000',
  },
];

/** NIST, FF1 samples for SP 800-38G: 1, 2, 4, 5, 7 and 8, of radix 10. */
const FF1_KEYS = [
  '2b7e151628aed2a6abf7158809cf4f3c',
  '2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f',
  '2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc6a94',
] as const;
export const FF1 = [
  { key: FF1_KEYS[0], tweak: '', plain: '0123456789', sealed: '2433477484' },
  { key: FF1_KEYS[0], tweak: '39383736353433323130', plain: '0123456789', sealed: '6124200773' },
  { key: FF1_KEYS[1], tweak: '', plain: '0123456789', sealed: '2830668132' },
  { key: FF1_KEYS[1], tweak: '39383736353433323130', plain: '0123456789', sealed: '2496655549' },
  { key: FF1_KEYS[2], tweak: '', plain: '0123456789', sealed: '6657667009' },
  { key: FF1_KEYS[2], tweak: '39383736353433323130', plain: '0123456789', sealed: '1001623463' },
];

/** FIPS 197, appendix C: AES of one block. */
export const AES_BLOCK = [
  { key: bytes(0x00, 0x0f), plain: '00112233445566778899aabbccddeeff', sealed: '69c4e0d86a7b0430d8cdb78070b4c55a' },
  { key: bytes(0x00, 0x17), plain: '00112233445566778899aabbccddeeff', sealed: 'dda97ca4864cdfe06eaf70a0ec0d7191' },
  { key: bytes(0x00, 0x1f), plain: '00112233445566778899aabbccddeeff', sealed: '8ea2b7ca516745bfeafc49904b496089' },
];

/** GB/T 32905-2016, appendix A: SM3 of “abc” and of sixteen times “abcd”. */
export const SM3 = [
  { data: '616263', hash: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0' },
  { data: '61626364'.repeat(16), hash: 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732' },
];

/** GB/T 32907-2016, appendix A.1: SM4 of one block. */
export const SM4_BLOCK = {
  key: '0123456789abcdeffedcba9876543210',
  plain: '0123456789abcdeffedcba9876543210',
  sealed: '681edf34d206965e86b3e94f536e4246',
  /** A.2: after a million times. */
  million: '595298c7c6fd271f0402f804c33d3f66',
};

/** draft-ribose-cfrg-sm4-10, section A.2.2.1: SM4-CBC without padding. */
export const SM4_CBC = [
  {
    key: '0123456789abcdeffedcba9876543210',
    iv: bytes(0x00, 0x0f),
    plain: 'aaaaaaaabbbbbbbbccccccccddddddddeeeeeeeeffffffffaaaaaaaabbbbbbbb',
    sealed: '78ebb11cc40b0a48312aaeb2040244cb4cb7016951909226979b0d15dc6a8f6d',
  },
];

function bytes(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, i) => (from + i).toString(16).padStart(2, '0')).join('');
}
