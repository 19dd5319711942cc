import { readConfig } from '../server/config.ts'

test('with nothing in the environment Cleancopy is for this machine only, with its own database', () => {
  expect(readConfig({ PATH: '/bin', DATABASE_URL: '', TRUST_PROXY: ' ' })).toEqual({
    mode: 'production',
    host: '127.0.0.1',
    port: 3000,
    database_url: null,
    data: `${process.cwd()}/data`,
    public_url: null,
    trust_proxy: false,
    log_level: 'info',
    session_secret: null,
    metrics_token: null,
  })
})

test('a public address loses its last slash, and proxies are counted or named', () => {
  expect(readConfig({ PUBLIC_URL: 'https://Desk.example.org/' }).public_url).toBe('https://desk.example.org')
  expect(readConfig({ TRUST_PROXY: '2' }).trust_proxy).toBe(2)
  expect(readConfig({ TRUST_PROXY: '10.0.0.0/8, loopback,::1' }).trust_proxy).toEqual(['10.0.0.0/8', 'loopback', '::1'])
})

test.each([
  [{ PORT: '65536' }, 'PORT is a number from 0 to 65535, such as 3000.'],
  [{ PORT: '3000x' }, 'PORT is a number from 0 to 65535, such as 3000.'],
  [
    { PUBLIC_URL: 'https://desk.example.org/news' },
    'PUBLIC_URL is what readers type to come here, without a path, as in https://desk.example.org.',
  ],
  [
    { PUBLIC_URL: 'ftp://desk.example.org' },
    'PUBLIC_URL is what readers type to come here, without a path, as in https://desk.example.org.',
  ],
  [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY is how many proxies stand in front, or their addresses, as in 10.0.0.0/8,loopback.'],
  [{ TRUST_PROXY: '*' }, 'TRUST_PROXY is how many proxies stand in front, or their addresses, as in 10.0.0.0/8,loopback.'],
  [{ SESSION_SECRET: 'x'.repeat(31) }, 'SESSION_SECRET has at least 32 characters, none of which anybody could guess.'],
])('%j is refused with one sentence', (env, sentence) => {
  expect(() => readConfig(env)).toThrow(new Error(sentence))
})
