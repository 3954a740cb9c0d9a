/** The help texts. */

import type { Command } from './args.ts';

const GENERAL = `tuomin finds Chinese personal information in text and masks it.

Usage
  tuomin redact  [FLAGS] [FILE...]   write the text with every finding masked
  tuomin detect  [FLAGS] [FILE...]   list what was found: places and kinds, not values
  tuomin explain [FLAGS] [FILE...]   show every candidate with the evidence for and against it
  tuomin pipe    [FLAGS]             mask line by line for a log shipper that keeps it running
  tuomin reveal  [FLAGS] [FILE...]   put back what a policy has encrypted, with the keys
  tuomin policy  init|check|diff|audit   write, check, compare and assess policies
  tuomin help COMMAND                the flags of a command, with examples

Reads standard input when no FILE is given or FILE is "-"; writes to standard output.
Nothing is sent anywhere, and no file is changed but with --in-place.

Exit codes
  0  fine
  1  --check found something; policy diff found a difference
  2  usage, a file that cannot be read, a policy that makes no sense, a line that could not be read
     and was hidden without --on-error saying so

  -h, --help      this text, or the help of a command
  -V, --version   the version
`;

const INPUT = `Input
  -f, --format text|lines|ndjson
                             lines: each line stands by itself; ndjson: so does each JSON value in a line
                             (default: by the name of the file, text for the rest)
  -l, --lines                short for --format lines
  -e, --encoding NAME        utf-8 (default), gb18030 (also reads gbk, gb2312), big5, auto
      --lossy                read broken bytes as U+FFFD instead of stopping at them`;

const REDACT_INPUT = `Input
  -f, --format NAME          text    a text as a whole; values may run over line ends
                             lines   each line by itself, written when it is complete, as tail -f needs it
                             ndjson  one JSON value per line; a valid line stays valid
                             json    one value or an array of any size, masked in place
                             csv, tsv  tables; titles say what their columns hold
                             xlsx    a workbook, all of it: comments, links, caches too
                             auto    by the name of the file, text for the rest (default)
  -l, --lines                short for --format lines
      --delimiter CHAR       what separates the cells of a table (default: told by its first row)
  -e, --encoding NAME        utf-8, gb18030 (also reads gbk, gb2312), big5, or auto, which tells utf-8
                             from gb18030 (default: auto for files, utf-8 for a pipe). Output is in the
                             same encoding, for big5 in utf-8
      --lossy                read broken bytes as U+FFFD
      --on-error HOW         of a line, row or value that cannot be read: mask it as a whole (default),
                             skip it, mask what is found in it as text, or stop`;

const WHAT = `What is looked for
  -p, --policy NAME|FILE     a preset (log, display, waybill, support, analytics, delivery, court,
                             alipay-2020, classic, strict) or a JSON file (default: log)
  -k, --kinds LIST           only these kinds, such as mobile,id-card,name,address`;

const KEYS = `Keys, for policies with token, pseudonym, fpe or encrypt
      --keys-env NAME        the environment variable that holds them (default: TUOMIN_KEYS)
      --keys-fd N            the file descriptor to read them from
                             NAME=BASE64, several with commas or line ends between; the first makes new
                             tokens. openssl rand -base64 32 makes a good key`;

const TEXT_MODE = `Without --lines a text is read in blocks of about 256 Ki characters that end at a blank line where
there is one, else at a line end, so that a value broken over two lines is still found.`;

const HELP: Readonly<Record<Command, string>> = {
  redact: `tuomin redact [FLAGS] [FILE...]
Writes the input with every finding masked; everything else stays as it is, byte for byte.

${REDACT_INPUT}

${WHAT}
  -t, --tenant NAME          what the policy says for this tenant; its tokens are its own
  -a, --audience NAME        what this audience of the policy may see
      --fields RULES         what is done with fields, by path: PATH=ACTION, separated by commas. ACTION is
                             keep, drop, scan, or a kind to treat the field as

Output
  -i, --in-place             replace each file when its masked copy is complete; keeps its mode
      --keep-time            ... and its time
  -o, --out-dir DIR          write each file into this folder, under its name
  -j, --jobs N               N workers for a file of lines, ndjson or csv (default: 1)

${KEYS}

Reporting
  -s, --stats                what was masked, by kind, on standard error
      --report FILE          what was masked, by file, kind, field and strategy, and under which policy, as
                             JSON; a file that could not be read is told from one that held nothing
  -c, --check                write no text; list file:line:column kind and exit 1 when something is found
                             that the policy masks

Examples
  tuomin redact app.log > app.masked.log
  tail -f app.log | tuomin redact --lines
  tuomin redact --stats --jobs 2 --in-place orders.ndjson
  tuomin redact --fields '**.remark=drop,memo=name' orders.json
  tuomin redact --out-dir masked export/*.csv

A text is read in windows of 65,536 characters that overlap by as much as the detectors look at, so that
a value broken over two lines is found, and memory does not grow with the file.
`,
  detect: `tuomin detect [FLAGS] [FILE...]
Lists findings. On a terminal: the lines, with the values highlighted. In a pipe: one JSON object per
finding, {file,line,column,start,end,kind,score}, without the value. Offsets are UTF-16 units: from the
start of the file, or with --lines and --format ndjson from the start of the line. Columns count from 1.

${INPUT}

${WHAT}

Output
      --json                 JSON objects on a terminal too
      --color WHEN           auto, always or never; always also highlights in a pipe. NO_COLOR and
                             FORCE_COLOR are respected
  -s, --stats                findings per kind, on standard error
  -c, --check                list file:line:column kind and exit 1 when something is found that the
                             policy masks

Examples
  tuomin detect app.log
  tuomin detect --check fixtures/*.json || echo 'personal data in fixtures'
  tuomin detect --kinds name,address notes.txt | jq -r .kind | sort | uniq -c
  git diff --cached | tuomin detect --check

${TEXT_MODE}
`,
  explain: `tuomin explain [FLAGS] [FILE...]
Shows every candidate, found or not, with the evidence and its weight (log-odds; their sum gives the
score, 0.0 is 0.50). Values are shown on a terminal only, or with --values.

${INPUT}

${WHAT}

Output
      --values               show lines and values in a pipe too
      --json                 one JSON object per candidate, without the value
      --color WHEN           auto, always or never. NO_COLOR and FORCE_COLOR are respected
  -s, --stats                findings per kind, on standard error

Examples
  echo '订单号 2025071815902714683007' | tuomin explain --values
  tuomin explain --kinds name app.log | less
`,
  pipe: `tuomin pipe [FLAGS]
Masks what a log shipper sends, line by line: one line in, one line out, each answered at once. JSON stays
valid JSON, all else is masked as text. Reads and writes UTF-8 until standard input ends; writes nothing to
standard error but what is wrong with the flags.

      --protocol NAME        how the shipper talks (default: lines)
                             lines               one line in, one line out; rdd.pipe of Spark, syslog-ng, Vector
                             subprocess          the same, and every line is ended; Redpanda Connect
                             rsyslog-mmexternal  JSON with what is changed in a message
                             rsyslog-omprog      lines go to --output; confirmed when they are on disk, with
                                                 and without transactions. SIGHUP opens the file anew
      --output FILE          for rsyslog-omprog: where masked lines are appended
      --lossy                read broken bytes as U+FFFD instead of hiding the line

${WHAT}
  -t, --tenant NAME          what the policy says for this tenant; its tokens are its own
  -a, --audience NAME        what this audience of the policy may see
      --fields RULES         what is done with fields, by path: PATH=ACTION, separated by commas

${KEYS}

Examples
  app | tuomin pipe | shipper
  action(type="mmexternal" binary="/usr/bin/tuomin pipe --protocol rsyslog-mmexternal"
         interface.input="fulljson")
`,
  reveal: `tuomin reveal [FLAGS] [FILE...]
Puts back what the strategy encrypt has sealed: exactly what stood there. Tokens of other keys or tenants,
damaged ones and keyed hashes stay as they are, and are counted on standard error. Reads UTF-8, line by
line.

  -t, --tenant NAME          whose tokens they are

${KEYS}

Examples
  TUOMIN_KEYS="k1=$KEY" tuomin reveal masked.log
  tuomin reveal --keys-fd 3 masked.log 3< keys.txt
`,
  policy: `tuomin policy ACTION [FLAGS] [POLICY...]
A POLICY is a JSON file or the name of a preset.

  init [FILE]                write a policy to start from, to standard output or a new file
  check POLICY...            say what is wrong with it, by path, with the nearest valid spelling; exit 2 if
                             something is
  diff POLICY POLICY         what changes from the first to the second, and how many candidates remain behind
                             what is shown; exit 1 if something does
  audit POLICY               how many real candidates remain behind what is shown, kind by kind, and which
                             fields together single a person out

      --html FILE            of audit: a page of its own, for whoever has to be convinced
      --json                 of audit and diff: the figures
  -t, --tenant NAME          as the policy stands for this tenant
  -a, --audience NAME        ... or for this audience

Examples
  tuomin policy init policy.json
  tuomin policy check policy.json
  tuomin policy diff classic waybill
  tuomin policy audit --html audit.html policy.json
`,
};

export function helpOf(command: Command | undefined): string {
  return command === undefined ? GENERAL : HELP[command];
}
