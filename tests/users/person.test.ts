import { Email, isGuessable, Password, Roles, stateOf } from '../../server/users/person.ts'

const complaint = (password: string) => Password.safeParse(password).error?.issues[0]?.message ?? null

test.each(['a lantern over the harbour', 'schiffe im nebel', '😀🚢🌊⚓🐟🦀🌧🌞', 'x7#kQ9!v', 'z'.repeat(60) + 'abcdefgh'.repeat(8)])(
  '%s will do',
  (password) => {
    expect(complaint(password)).toBeNull()
  },
)

test('a short one, one without end, and those that are tried first are refused in words', () => {
  expect(complaint('seven77')).toBe('Take at least 8 characters; 15 or more are better. A short sentence is good.')
  expect(complaint('😀🚢🌊⚓🐟🦀🌧')).toContain('at least 8')
  expect(complaint('abcdefg '.repeat(17))).toBe('Keep the password to 128 characters.')
  for (const common of [
    'password',
    'PassWord123',
    'qwertyuiop',
    '12345678',
    'cleancopy2026',
    'Willkommen!',
    'aaaaaaaaaaaa',
    'abababababab',
  ])
    expect([common, complaint(common)]).toEqual([common, expect.stringContaining('among those that are tried first')])
})

test('nobody takes their own name or address', () => {
  const wanja = { name: 'Wanja Otieno', email: 'w.otieno@coast.example' }
  for (const own of ['wanjaotieno', 'Wanja Otieno 1984', 'W.Otieno', 'w.otieno@coast.example', 'otieno!!!!!'])
    expect([own, isGuessable(own, wanja)]).toEqual([own, true])
  expect(isGuessable('a lantern for wanja', wanja)).toBe(false)
  expect(isGuessable('12345!!!', { name: '***', email: '1@2' })).toBe(false)
})

test('one role, several, none and an unknown one', () => {
  expect(Roles.parse('editor')).toEqual(['editor'])
  expect(Roles.parse(['publisher', 'editor', 'king'])).toEqual(['editor', 'publisher'])
  for (const none of [undefined, [], 'king']) expect(Roles.safeParse(none).error?.issues[0]?.message).toBe('Give at least one role.')
})

test('an address is asked for when there is none', () => {
  expect(Email.parse(' ada@example.org ')).toBe('ada@example.org')
  for (const wrong of ['ada', 'ada@', '@example.org', 'a b@example.org', 'ada@@example.org', '<ada@example.org>'])
    expect([wrong, Email.safeParse(wrong).success]).toEqual([wrong, false])
})

test('a person is active, invited or disabled', () => {
  expect(stateOf({ password_hash: 'x', disabled_at: null })).toBe('active')
  expect(stateOf({ password_hash: null, disabled_at: null })).toBe('invited')
  expect(stateOf({ password_hash: 'x', disabled_at: new Date() })).toBe('disabled')
})
