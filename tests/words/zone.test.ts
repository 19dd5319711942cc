import { inZone, localIn, momentIn, zones } from '../../server/words/zone.ts'

test.each([
  ['2026-11-12T09:00', 'UTC', '2026-11-12T09:00:00.000Z'],
  ['2026-11-12T09:00', 'Africa/Lagos', '2026-11-12T08:00:00.000Z'],
  ['2026-07-01T00:30', 'Asia/Kathmandu', '2026-06-30T18:45:00.000Z'],
  ['2026-01-01T00:00', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
  ['2026-07-01T09:00', 'America/St_Johns', '2026-07-01T11:30:00.000Z'],
  // The last time before the clocks change, and the first after.
  ['2026-03-29T01:59', 'Europe/Paris', '2026-03-29T00:59:00.000Z'],
  ['2026-03-29T03:00', 'Europe/Paris', '2026-03-29T01:00:00.000Z'],
  // It comes twice, and the first is meant.
  ['2026-10-25T02:30', 'Europe/Paris', '2026-10-25T00:30:00.000Z'],
])('%s in %s is %s', (local, zone, utc) => {
  const moment = momentIn(local, zone)
  expect(moment?.toISOString()).toBe(utc)
  expect(localIn(moment as Date, zone)).toBe(local)
})

test.each([
  ['2026-03-29T02:30', 'Europe/Paris'],
  ['2026-02-30T09:00', 'UTC'],
  ['2026-11-12', 'UTC'],
  ['', 'UTC'],
  ['2026-11-12T09:00', 'Nowhere'],
  ['2026-11-12T09:00', ''],
])('there is no %s in %s', (local, zone) => {
  expect(momentIn(local, zone)).toBeNull()
})

test('every zone that can be chosen is one', () => {
  expect(zones.length).toBeGreaterThan(300)
  for (const zone of zones) expect([zone, momentIn('2026-06-15T12:00', zone)]).toEqual([zone, expect.any(Date)])
})

test('a moment is told on the clock of its zone', () => {
  expect(inZone(new Date('2026-11-12T08:00:00Z'), 'Africa/Lagos')).toBe('12 Nov 2026, 09:00 in Africa/Lagos')
})
