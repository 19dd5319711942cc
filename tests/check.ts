import { spawn } from 'node:child_process'

/** Everything that reads the house without starting it, as one list; what fails says so below its line. */
const checks: [string, string, string[]][] = [
  ['Biome: form, lint, sizes of files and functions', 'biome', ['check', '--error-on-warnings', '.']],
  ['tsc: types', 'tsc', ['-p', '.']],
  ['knip: nothing unused', 'knip', []],
  [
    'views, architecture, docs',
    'node',
    [
      '--experimental-vm-modules',
      'node_modules/jest/bin/jest.js',
      'tests/views.test.ts',
      'tests/architecture.test.ts',
      'tests/docs.test.ts',
    ],
  ],
]

const results = await Promise.all(checks.map(run))
process.exitCode = results.every(Boolean) ? 0 : 1

async function run([says, command, args]: (typeof checks)[number]): Promise<boolean> {
  const started = Date.now()
  const child = spawn(command, args, { env: { ...process.env, NODE_NO_WARNINGS: '1' }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const code = await new Promise<number | null>((done) => child.on('close', done).on('error', () => done(1)))
  console.log(`${code === 0 ? '✓' : '✗'} ${says} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  if (code !== 0) console.log(output.replace(/^/gm, '    '))
  return code === 0
}
