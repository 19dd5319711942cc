type Named = { id: string; name: string }

/** Who is meant by the @names in a comment: a whole name, or a first name that only one person has. Case is of no account. */
export function mentioned(text: string, people: readonly Named[]): string[] {
  const words = folded(text)
  const firsts = people.map(({ name }) => firstOf(name))
  return people
    .filter(({ name }) => {
      const first = firstOf(name)
      const isOnly = firsts.filter((one) => one === first).length === 1
      return names(words, folded(name)) || (isOnly && names(words, first))
    })
    .map(({ id }) => id)
}

// An @ within a word is an address of mail, and a longer name is another person's.
function names(words: string, name: string): boolean {
  let at = words.indexOf(`@${name}`)
  while (at >= 0) {
    const [before = ' ', after = ' '] = [words[at - 1], words[at + 1 + name.length]]
    if (!isOfWord(before) && !isOfWord(after)) return true
    at = words.indexOf(`@${name}`, at + 1)
  }
  return false
}

function isOfWord(letter: string): boolean {
  return /[\p{L}\p{M}\p{N}]/u.test(letter)
}

function firstOf(name: string): string {
  return folded(name).split(' ')[0] ?? ''
}

function folded(text: string): string {
  return text.normalize('NFC').toLocaleLowerCase('en').replace(/\s+/gu, ' ').trim()
}
