import { z } from 'zod'
import { read, unreadable } from '../../server/web/form.ts'

const Words = z.object({ title: z.string().trim().min(1, 'Give it a title.'), body: z.string().optional() })

test('a good form brings what it holds, trimmed as its schema says', () => {
  expect(read(Words, { title: ' Ferry late ' })).toMatchObject({ ok: true, data: { title: 'Ferry late' } })
})

test('a bad form brings back what was typed and a sentence at the field', () => {
  expect(read(Words, { title: ' ', body: 'kept' })).toEqual({
    ok: false,
    values: { title: ' ', body: 'kept' },
    errors: { title: 'Give it a title.' },
  })
})

test('a NUL character is refused at its field, whatever the schema says', () => {
  const form = read(Words, { title: 'fine', body: 'a\0b' })
  expect(form.ok).toBe(false)
  expect(form.errors).toEqual({ body: 'This contains a NUL character (U+0000), which is no text. Take it out and try again.' })
})

test('half of a character is refused, a whole one is not', () => {
  expect(unreadable('\ud83d')).toBe('This contains half of a character (a lone surrogate). Type that character again.')
  expect(unreadable('\ude00\ud83d')).not.toBeNull()
  expect(unreadable('😀 é 中')).toBeNull()
})

test('a NUL in one of several values of a field is found', () => {
  const Many = z.object({ tags: z.array(z.string()) })
  expect(read(Many, { tags: ['a', 'b\0'] }).errors).toHaveProperty('tags')
})

test('names that would reach into the prototype are left out, and so is what is no text', () => {
  const body = JSON.parse('{"__proto__":{"isAdmin":"yes"},"constructor":"x","title":"t","deep":{"a":"b"},"list":[1]}')
  const form = read(z.looseObject({ title: z.string() }), body)
  expect(form).toMatchObject({ ok: true, data: { title: 't' } })
  expect(Object.keys(form.values)).toEqual(['title'])
  expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
})

test('no body at all is an empty form', () => {
  expect(read(Words, undefined).ok).toBe(false)
  expect(read(z.object({}), undefined).ok).toBe(true)
})
