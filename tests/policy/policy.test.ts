import { standingNotice } from '../../server/policy/policy.ts'

const now = new Date('2026-11-23T12:00:00Z')
const alone = { four_eyes: false, approvers: 1, switched_at: null, switched_by_joining: null }

test('who works alone is told that four-eyes is off', () => {
  expect(standingNotice(alone, now)).toBe(
    'You work alone, so four-eyes is off: you may approve your own text. It switches on when a second person who may approve joins.',
  )
})

test('for a week everybody is told that it has switched on, and by whose coming', () => {
  const joined = { four_eyes: true, approvers: 2, switched_at: new Date('2026-11-20T12:00:00Z'), switched_by_joining: 'Amina' }
  expect(standingNotice(joined, now)).toBe('Four-eyes is on since Amina may approve too: nobody approves their own text any more.')
  expect(standingNotice({ ...joined, switched_at: new Date('2026-11-16T11:59:59Z') }, now)).toBeNull()
})

test('a house of two that has chosen to do without is not reminded', () => {
  expect(standingNotice({ ...alone, approvers: 2 }, now)).toBeNull()
  expect(standingNotice({ ...alone, four_eyes: true }, now)).toBeNull()
})
