import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const also = 'Also Read: Port fees to rise in January'

function clean(input: string | Buffer, ...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['server/clean-command.ts', ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  return { stdout, stderr, status }
}

const rowsOf = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row) as Record<string, unknown>)

test('text in, clean copy out, without a final newline where there was none', () => {
  expect(clean(`The quay burned.\n${also}\nNobody was hurt.`)).toEqual({
    stdout: 'The quay burned.\nNobody was hurt.',
    stderr: '',
    status: 0,
  })
  expect(clean(`The quay burned.\r\n${also}\r\n`).stdout).toBe('The quay burned.\r\n')
  expect(clean('').stdout).toBe('')
})

test('a text without promotions comes out as it went in, byte order mark and all', () => {
  const text = readFileSync('tests/fixtures/harbour-article.txt', 'utf8').replace(/^(Also|Follow).*$/gm, 'The town slept.')
  expect(clean(`\ufeff${text}`).stdout).toBe(`\ufeff${text}`)
})

test('--json explains every mark', () => {
  const { stdout, status } = clean(`The quay burned.\n${also}\n`, '--json')
  expect(status).toBe(0)
  expect(rowsOf(stdout)).toEqual([
    {
      clean: 'The quay burned.\n',
      marks: [
        {
          line: 1,
          start: 0,
          end: also.length,
          kind: 'related-link',
          verdict: 'cut',
          rule: 'related-link/en',
          because: 'starts with “Also Read:”',
          score: expect.any(Number),
        },
      ],
    },
  ])
})

test('--jsonl answers line by line and in order, and keeps the ids', () => {
  const input = [
    { id: 'a', text: `One.\n${also}` },
    { id: 7, text: 'Two.', lang: 'sw', source: 'Kisiwa Leo' },
    { id: 'c', text: 'Soma pia:\nBandari yafunguliwa' },
  ]
  const { stdout, stderr, status } = clean(input.map((row) => JSON.stringify(row)).join('\n'), '--jsonl')
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
  const rows = rowsOf(stdout)
  expect(rows.map(({ id, clean }) => [id, clean])).toEqual([
    ['a', 'One.'],
    [7, 'Two.'],
    ['c', ''],
  ])
  expect(rows[2]?.['marks']).toMatchObject([
    { line: 0, group: 1 },
    { line: 1, group: 1 },
  ])
})

test('a broken line is named with its number and reason, and the others go through', () => {
  const good = (id: string) => JSON.stringify({ id, text: 'Fine.' })
  const input = Buffer.concat([
    Buffer.from(`${good('a')}\n{"id":"b", oops\n[1]\n{"id":"c"}\n{"text":"no id"}\n`),
    Buffer.from('{"id":"d","text":"caf'),
    Buffer.from([0xe9]),
    Buffer.from('"}\n\n'),
    Buffer.from(good('e')),
  ])
  const { stdout, stderr, status } = clean(input, '--jsonl')
  expect(status).toBe(1)
  expect(rowsOf(stdout).map(({ id }) => id)).toEqual(['a', 'e'])
  expect(stderr.trim().split('\n')).toEqual([
    expect.stringMatching(/^Line 2: it is not valid JSON \(.+\)\. It is left out\.$/),
    'Line 3: it is not a JSON object. It is left out.',
    'Line 4: its "text" is missing or not text. It is left out.',
    'Line 5: its "id" is missing or neither text nor a number. It is left out.',
    'Line 6: it is not valid UTF-8. It is left out.',
  ])
})

test('a line of text that is not UTF-8 is named and stays byte for byte', () => {
  const broken = Buffer.concat([Buffer.from(`${also}\ncaf`), Buffer.from([0xe9]), Buffer.from('\nDone.')])
  const { stdout, stderr, status } = spawnSync(process.execPath, ['server/clean-command.ts'], { input: broken })
  expect(stdout.equals(broken.subarray(also.length + 1))).toBe(true)
  expect(stderr.toString()).toMatch(/^Line 2: it is not valid UTF-8/)
  expect(status).toBe(1)
})

test('however the JSON of an article is written, its clean copy says the same', () => {
  const written = [
    `{"id":1,"text":"A \\"quay\\".\\n${also}\\n\\tTab."}`,
    `{"id":1,"text":"A \\"quay\\".\\n${also}\\n\\u0009Tab."}`,
    `{ "text": "A \\u0022quay\\".\\n${also}\\n\\tTab.", "id": 1 }`,
    `{"id":1,"text":"A","text":"A \\"quay\\".\\n${also}\\n\\tTab."}`,
    `{"id":1,"text":"A \\"quay\\".\\n${also}\\n\\tTab.","lang":"en"}`,
  ]
  const rows = rowsOf(clean(`${written.join('\n')}\n`, '--jsonl').stdout)
  expect(rows.map(({ clean }) => clean)).toEqual(written.map(() => 'A "quay".\n\tTab.'))
  const odd = ['a\\n', '\n\n', '', 'C:\\new\r\nb/c', `${also}\n`, `x\n${also}`, `x.\r\n${also}\r\ny`]
  const out = rowsOf(clean(odd.map((text, id) => JSON.stringify({ id, text })).join('\n'), '--jsonl').stdout)
  expect(out.map((row) => row['clean'])).toEqual(['a\\n', '\n\n', '', 'C:\\new\r\nb/c', '', 'x', 'x.\r\ny'])
})

test('--jobs gives the same in the same order, and names the same lines', () => {
  const paragraph = 'The ferry burned for four hours. '.repeat(60)
  const rows = Array.from({ length: 900 }, (_, id) =>
    id % 200 === 13 ? '{"id":' : JSON.stringify({ id, text: `${paragraph}\n${also} ${id}\nA “word” of ${id}.` }),
  )
  const input = `${rows.join('\n')}\n\n`
  const alone = clean(input, '--jsonl')
  expect(
    alone.stderr
      .trim()
      .split('\n')
      .map((complaint) => complaint.split(':')[0]),
  ).toEqual([14, 214, 414, 614, 814].map((line) => `Line ${line}`))
  expect(rowsOf(alone.stdout).map(({ id }) => id)).toEqual(rows.flatMap((row, id) => (row === '{"id":' ? [] : [id])))
  expect(clean(input, '--jsonl', '--jobs', '3')).toEqual(alone)
})

test('a last line without a break is cleaned too, however the bytes come', async () => {
  const { command, ended } = feeding('--jobs', '2')
  const bytes = Buffer.from(`${JSON.stringify({ id: 'é', text: `Où ?\n${also}` })}\n${JSON.stringify({ id: 2, text: 'Où ?' })}`)
  for (const byte of bytes) {
    command.stdin.write(Buffer.from([byte]))
    if (byte === 10) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  command.stdin.end()
  const out = Buffer.concat(await Array.fromAsync(command.stdout as AsyncIterable<Buffer>)).toString()
  expect(rowsOf(out).map(({ id, clean }) => [id, clean])).toEqual([
    ['é', 'Où ?'],
    [2, 'Où ?'],
  ])
  expect(await ended).toBe(0)
})

test.each([
  [['--xml']],
  [['--json', '--jsonl']],
  [['article.txt']],
  [['--jobs', '2']],
  [['--jsonl', '--jobs', '0']],
  [['--jsonl', '--jobs', 'two']],
])('wrong use %j gets the usage and exit code 2', (args) => {
  const { stdout, stderr, status } = clean('One.', ...args)
  expect({ stdout, status }).toEqual({ stdout: '', status: 2 })
  expect(stderr).toMatch(/^Usage: /)
})

/** Feeds articles for as long as the command takes them, and reads only when told to. */
function feeding(...args: string[]) {
  const command = spawn(process.execPath, ['server/clean-command.ts', '--jsonl', ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((resolve) => command.on('exit', (code) => resolve(code)))
  command.stdin.on('error', () => {})
  return { command, ended, row: `${JSON.stringify({ id: 1, text: 'The quay burned.\n'.repeat(4000) })}\n` }
}

test.each([
  [[], 60],
  [['--jobs', '2'], 120],
])('with %j it stops reading while nobody takes what it wrote, and goes on after', async (args, most) => {
  const { command, ended, row } = feeding(...args)
  let taken = 0
  const rows = 300
  const fed = (async () => {
    for (let count = 0; count < rows; count++) {
      await new Promise((resolve) => command.stdin.write(row, resolve))
      taken += 1
    }
    command.stdin.end()
  })()
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(taken).toBeLessThan(most)
  let lines = 0
  for await (const chunk of command.stdout) lines += (chunk as Buffer).filter((byte) => byte === 10).length
  await fed
  expect(lines).toBe(rows)
  expect(await ended).toBe(0)
})

test('it ends quietly when nobody reads any more', async () => {
  const { command, ended, row } = feeding()
  command.stdout.once('data', () => command.stdout.destroy())
  for (let count = 0; count < 40; count++) command.stdin.write(row)
  expect(await ended).toBe(0)
})
