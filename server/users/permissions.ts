/** Who may do what: the one table. A role holds the permissions of its own list only; roles add up. */
export const roles = ['viewer', 'author', 'editor', 'reviewer', 'publisher', 'administrator'] as const
export type Role = (typeof roles)[number]

const everyone = roles

export const permissions = {
  'own.account': everyone,
  'article.read': everyone,
  'release.read': everyone,
  'audit.read': everyone,
  'article.write': ['author', 'editor'],
  'article.edit-any': ['editor'],
  'article.verdict': ['author', 'editor', 'reviewer'],
  'article.tag': ['author', 'editor', 'reviewer', 'publisher'],
  'article.retag-live': ['editor', 'publisher'],
  'article.submit': ['author', 'editor'],
  'article.revise': ['editor'],
  'article.assign': ['editor', 'reviewer', 'publisher'],
  'article.bulk': ['author', 'editor', 'reviewer', 'publisher'],
  'article.comment': ['author', 'editor', 'reviewer', 'publisher'],
  'article.review': ['reviewer'],
  'article.publish': ['publisher'],
  'article.force-publish': ['publisher'],
  'article.kill': ['publisher'],
  'article.import': ['editor'],
  'rule.propose': ['editor'],
  'rule.switch': ['reviewer'],
  'source.manage': ['editor', 'publisher'],
  'export.make': ['editor', 'publisher'],
  'people.manage': ['administrator'],
  'policy.manage': ['administrator'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof permissions

/** The signed-in person as every act and decision sees them. */
export type Person = {
  id: string
  name: string
  email: string
  roles: readonly Role[]
  /** Whether something waits to be told to them on their next page. */
  has_notices?: boolean
  /** How much they were told and have not read, up to a hundred. */
  unread?: number
}

export function may(person: Person, permission: Permission): boolean {
  const holders: readonly Role[] = permissions[permission]
  return person.roles.some((role) => holders.includes(role))
}
