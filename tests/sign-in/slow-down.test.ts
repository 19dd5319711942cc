import { accountKey, admission, limits, networkOf, type Tries } from '../../server/sign-in/slow-down.ts'

const now = new Date('2026-11-23T12:00:00Z')
const none: Tries = { pair: 0, address: 0, account: 0, known: false, oldest: null }
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

test('who has not failed goes straight in', () => {
  expect(admission(none, now)).toEqual({ admitted: true, delay: 0 })
})

test('after five failures from one address the account waits there, until the first of them is a quarter of an hour old', () => {
  const tries = { ...none, pair: 5, address: 5, account: 5, oldest: before(6) }
  expect(admission(tries, now)).toEqual({ admitted: false, minutes: 9 })
  expect(admission({ ...tries, known: true }, now)).toEqual({ admitted: false, minutes: 9 })
  expect(admission({ ...tries, pair: 4 }, now)).toEqual({ admitted: true, delay: 0 })
})

test('an address that tries many accounts waits, but not for who has signed in from it before', () => {
  const tries = { ...none, address: limits.address, oldest: before(1) }
  expect(admission(tries, now)).toEqual({ admitted: false, minutes: 14 })
  expect(admission({ ...tries, known: true }, now)).toEqual({ admitted: true, delay: 0 })
})

test('an account that many addresses try is never locked: strangers are slowed, who has signed in from there is not', () => {
  const tries = { ...none, account: 1_000 }
  expect(admission(tries, now)).toEqual({ admitted: true, delay: limits.delay })
  expect(admission({ ...tries, known: true }, now)).toEqual({ admitted: true, delay: 0 })
})

test('an IPv6 network counts as one address, however it is written', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
  expect(networkOf('2001:0db8:0001:0002::9')).toBe('2001:db8:1:2::/64')
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64')
  expect(networkOf('::1')).toBe('0:0:0:0::/64')
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7')
})

test('an account is counted under one key in any spelling, and the key does not tell the address', () => {
  expect(accountKey(' Ada@Example.org ')).toBe(accountKey('ada@example.org'))
  expect(accountKey('ada@example.org')).toMatch(/^[\da-f]{64}$/)
})
