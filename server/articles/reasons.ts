type Reason = { label: string; readers: string }

/** Why an article is taken from its readers: what the publisher chooses, and what readers are told. */
export const reasons = {
  error: { label: 'Wrong in fact', readers: 'Something in it was wrong.' },
  legal: { label: 'Legal', readers: 'It was taken down for legal reasons.' },
  rights: { label: 'Rights', readers: 'We do not hold the rights to show it.' },
  privacy: { label: 'Privacy', readers: 'It was taken down to protect somebody’s privacy.' },
  duplicate: { label: 'Published twice', readers: 'It was published twice.' },
  other: { label: 'Another reason', readers: '' },
} as const satisfies Record<string, Reason>

export type ReasonCode = keyof typeof reasons
export const reasonCodes = Object.keys(reasons) as [ReasonCode, ...ReasonCode[]]

/** What readers are told of a reason that was written down; nothing where it is none of ours. */
export function readersAreTold(code: string | null): string {
  const known: Record<string, Reason> = reasons
  return known[code ?? '']?.readers ?? ''
}
